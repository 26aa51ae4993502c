import 'server-only'
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { keyOfVersion, vaultKeys } from './keyring'

const nonceBytes = 12
const tagBytes = 16
const headerBytes = 2

/**
 * Encrypts what must be recovered: AES-256-GCM, a fresh nonce each, under the current key-encryption key.
 * Layout: key version (2 bytes, big-endian) | nonce | tag | ciphertext. The version is authenticated too.
 * @param context additional data, what the value belongs to: `hmac-secret:<key id>:<customer id>`
 */
export function seal(plain: string, context: string): Buffer<ArrayBuffer> {
  const keys = vaultKeys()
  const header = Buffer.alloc(headerBytes)
  header.writeUInt16BE(keys.current)
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', keyOfVersion(keys, keys.current), nonce)
  cipher.setAAD(Buffer.concat([header, Buffer.from(context)]))
  const ciphertext = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  return Buffer.concat([header, nonce, cipher.getAuthTag(), ciphertext])
}

/** Opens what `seal` made. @throws Error when altered, moved to another context, or its key version is gone */
export function unseal(sealed: Uint8Array, context: string): string {
  const bytes = Buffer.from(sealed)
  const header = bytes.subarray(0, headerBytes)
  const nonce = bytes.subarray(headerBytes, headerBytes + nonceBytes)
  const tag = bytes.subarray(headerBytes + nonceBytes, headerBytes + nonceBytes + tagBytes)
  const decipher = createDecipheriv('aes-256-gcm', keyOfVersion(vaultKeys(), header.readUInt16BE()), nonce, {
    authTagLength: tagBytes,
  })
  decipher.setAAD(Buffer.concat([header, Buffer.from(context)]))
  decipher.setAuthTag(tag)
  const plain = decipher.update(bytes.subarray(headerBytes + nonceBytes + tagBytes))
  return Buffer.concat([plain, decipher.final()]).toString('utf8')
}
