import { timingSafeEqual } from 'node:crypto'
import type { Credentials } from '@/lib/signing/request'
import { verifySignature } from '@/lib/signing/verify-signature'
import type { KeyProof, KeyRecord } from './key-record'
import type { KnownInput, VerifyInput } from './verify-input'

/** Whether the record is what the credentials name: this key, or this session's, in its own dialect. */
export function isKnown(credentials: Credentials, input: VerifyInput, record: KeyRecord): boolean {
  const { session, deployment } = input
  if (!deployment.dialects.includes(credentials.dialect)) return false
  if (credentials.scheme === 'session')
    return session !== null && session.keyId === record.id && session.customerId === record.customerId
  return record.dialect === credentials.dialect && record.accessKey === credentials.accessKey
}

/** Which of the key's secrets the request proves to have. A session's token is the proof by having been found. */
export function provenBy(input: KnownInput): 'current' | 'previous' | null {
  const { credentials, record, now } = input
  if (credentials.scheme === 'session') return 'current'
  if (!passphraseHolds(input)) return null
  if (record.proof && proves(input, record.proof)) return 'current'
  const { previous } = record
  if (previous && now < previous.validBefore && proves(input, previous.proof)) return 'previous'
  return null
}

function proves({ credentials, hashOf }: KnownInput, proof: KeyProof): boolean {
  if (credentials.scheme === 'signed') return proof.kind !== 'hashed' && verifySignature(credentials, proof)
  if (credentials.scheme === 'basic')
    return proof.kind === 'hashed' && same(hashOf('api-secret', credentials.secret), proof.hash)
  return false
}

function passphraseHolds({ credentials, record, hashOf }: KnownInput): boolean {
  if (!record.passphraseHash) return true
  if (credentials.scheme !== 'signed' || credentials.passphrase === null) return false
  return same(hashOf('api-passphrase', credentials.passphrase), record.passphraseHash)
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other)
}

/** How far the sender's clock is ahead, in milliseconds; null when the request carries no time that was seen. */
export function skewMsOf({ credentials, now }: Pick<KnownInput, 'credentials' | 'now'>): number | null {
  if (credentials.scheme !== 'signed' || credentials.timestampMs === null) return null
  return credentials.timestampMs - now.getTime()
}

/** Whether a signed request came in its time. What carries no time is not late. */
export function isInTime(input: KnownInput): boolean {
  const { credentials } = input
  const skewMs = skewMsOf(input)
  if (credentials.scheme !== 'signed' || skewMs === null) return true
  return -skewMs <= credentials.windowMs && skewMs < credentials.aheadMs
}
