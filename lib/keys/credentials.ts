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
