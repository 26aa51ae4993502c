import 'server-only'
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { addSeconds, clock } from '@/lib/clock'
import { env } from '@/lib/env'
import { digestOf } from '@/lib/factors/digest-of'
import { signedText } from '@/lib/pki/signed-text'
import { keyedHash } from '@/lib/vault/keyed-hash'
import type { OpenRevocationInput, RevocationRequest } from './schema'

const lifeSeconds = 600
const saltBytes = 16

/**
 * What must be signed to revoke the certificate of this serial number, whether there is one or not. Nothing is kept:
 * the nonce proves by itself that it was made here, for this serial number and this time
 * (docs/decisions/019-revocation-by-key.md).
 */
export function openRevocation({ serialNumber }: OpenRevocationInput): RevocationRequest {
  const expiresAt = addSeconds(clock.now(), lifeSeconds).toISOString()
  return requestOf(serialNumber, nonceOf(randomBytes(saltBytes), serialNumber, expiresAt), expiresAt)
}

type Opened = Pick<RevocationRequest, 'serialNumber' | 'nonce' | 'expiresAt'>

/** The text of a request as it comes back; null when `openRevocation` has not made it. */
export function readRevocation({ serialNumber, nonce, expiresAt }: Opened): RevocationRequest | null {
  const given = Buffer.from(nonce, 'base64url')
  const right = Buffer.from(nonceOf(given.subarray(0, saltBytes), serialNumber, expiresAt), 'base64url')
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null
  return requestOf(serialNumber, nonce, expiresAt)
}

function nonceOf(salt: Uint8Array, serialNumber: string, expiresAt: string): string {
  const bound = [Buffer.from(salt).toString('hex'), serialNumber, expiresAt].join('\n')
  return Buffer.concat([salt, keyedHash('certificate-revoke-nonce', bound)]).toString('base64url')
}

function requestOf(serialNumber: string, nonce: string, expiresAt: string): RevocationRequest {
  const purpose = 'certificate-revoke' as const
  const digest = digestOf(purpose, { serialNumber, revokedFor: 'keyCompromise' }).toString('base64url')
  const parts = { purpose, origin: env().SIGNET_ORIGIN, serialNumber, nonce, expiresAt, digest }
  return { ...parts, text: signedText(parts) }
}
