import { createHash, randomBytes } from 'node:crypto'
import { createBase58check } from '@scure/base'

/** Base58 without look-alikes, ending in the first four bytes of a double SHA-256. */
const checked = createBase58check((bytes: Uint8Array) => createHash('sha256').update(bytes).digest())

const accessKeyPrefix = 'sgk_'
const secretPrefix = 'sgs_'
const accessKeyBytes = 16
const secretBytes = 32

/** A new access key and its secret: recognisable prefixes for leak scanners, 128 and 256 random bits. */
export function newCredentials(): { accessKey: string; secret: string } {
  return {
    accessKey: accessKeyPrefix + checked.encode(randomBytes(accessKeyBytes)),
    secret: secretPrefix + checked.encode(randomBytes(secretBytes)),
  }
}

/** Whether a text can be one of our access keys: nonsense is told apart without asking the database. */
export function isAccessKey(text: string): boolean {
  return decodes(text, accessKeyPrefix, accessKeyBytes)
}

/** Whether a text has the form of one of our secrets, checksum and all. */
export function isSecret(text: string): boolean {
  return decodes(text, secretPrefix, secretBytes)
}

function decodes(text: string, prefix: string, length: number): boolean {
  // Decoding base58 takes quadratic time: only text that can be ours is decoded.
  if (!text.startsWith(prefix) || text.length > 64) return false
  try {
    return checked.decode(text.slice(prefix.length)).length === length
  } catch {
    return false
  }
}
