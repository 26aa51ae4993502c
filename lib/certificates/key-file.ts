import 'server-only'
import { createPrivateKey, type KeyObject } from 'node:crypto'
import { constants } from 'node:fs'
import { access, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { env } from '@/lib/env'
import type { Bytes } from '@/lib/pki/bytes'
import { encryptPrivateKey } from '@/lib/pki/password-encryption'
import { toPem } from '@/lib/pki/pem'
import { reasonOf, StartError } from '@/lib/start-error'

/** Of PBKDF2-HMAC-SHA256 over the CA's passphrase (OWASP's figure); Node's own export takes 2,048. */
const keyFileRounds = 600_000

/** Where a CA's key files are. */
export function keyFilePath(name: string): string {
  return join(resolve(env().SIGNET_DATA_DIR), 'ca', name)
}

/** Writes a CA's private key as encrypted PKCS#8 into its folder; never over another file. */
export async function writeKeyFile(name: string, key: KeyObject): Promise<void> {
  await mkdir(keyFilePath('.'), { recursive: true, mode: 0o700 })
  await writeEncryptedKey(keyFilePath(name), key, env().SIGNET_CA_PASSPHRASE)
}

/**
 * Writes a private key as encrypted PKCS#8 (RFC 5958), for this user alone and onto the disk before it returns.
 * @throws StartError when there is a file already, or none can be written
 */
export async function writeEncryptedKey(path: string, key: KeyObject, passphrase: string): Promise<void> {
  const pkcs8: Bytes = Uint8Array.from(key.export({ type: 'pkcs8', format: 'der' }))
  const encrypted = await encryptPrivateKey(pkcs8, passphrase, keyFileRounds)
  const pem = toPem('ENCRYPTED PRIVATE KEY', encrypted)
  try {
    await writeFile(path, pem, { mode: 0o600, flag: 'wx', flush: true })
  } catch (error) {
    throw new StartError(`The key can't be written to ${path} (${reasonOf(error)}).`, { cause: error })
  }
}

/** Whether there is a file of this name; not whether it opens. */
export function hasKeyFile(name: string): Promise<boolean> {
  return access(keyFilePath(name), constants.R_OK).then(
    () => true,
    () => false,
  )
}

/** @throws Error saying which file is missing or not opened by the passphrase */
export function readKeyFile(name: string): Promise<KeyObject> {
  return readEncryptedKey(keyFilePath(name), env().SIGNET_CA_PASSPHRASE, 'SIGNET_CA_PASSPHRASE')
}

/**
 * @param passphraseName what the person who gave the passphrase calls it
 * @throws StartError saying which file is missing, not encrypted, or not opened by the passphrase
 */
export async function readEncryptedKey(
  path: string,
  passphrase: string,
  passphraseName: string,
): Promise<KeyObject> {
  const pem = await readFile(path, 'utf8').catch((cause) => {
    throw new StartError(`The CA's key can't be read at ${path} (${reasonOf(cause)}).`, { cause })
  })
  if (!pem.includes('-----BEGIN ENCRYPTED PRIVATE KEY-----'))
    throw new StartError(
      `${path} is not an encrypted PKCS#8 key (openssl pkcs8 -topk8 -v2 aes256 makes one of any key).`,
    )
  try {
    return createPrivateKey({ key: pem, format: 'pem', passphrase })
  } catch (cause) {
    throw new StartError(`${passphraseName} does not open ${path}.`, { cause })
  }
}
