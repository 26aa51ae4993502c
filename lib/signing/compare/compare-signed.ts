import type { SigningDialect } from '../dialects'
import { readRequest } from '../read-request'
import type { RefusalReason } from '../refusal'
import type { SignedCredentials } from '../request'
import { firstDifference } from './first-difference'
import { type Part, partAt } from './part-at'
import { type Mistake, recogniseMistake } from './recognise-mistake'
import { type Described, pastedSignature, requestOf } from './request-of'

export type KeyOfSigner = { dialect: SigningDialect; kind: 'hmac' | 'ed25519' }

/** What a gateway makes of a described request, held against what was signed. */
export type Comparison =
  /** The request itself would be refused before any signature is looked at. */
  | { outcome: 'unreadable'; reason: RefusalReason; where: string | null }
  | {
      outcome: 'compared'
      /** What the signature must cover. */
      built: Buffer
      /** The first byte in which `built` and `signed` differ, and what stands there; null when they are the same. */
      difference: { at: number; part: Part } | null
      /** What was probably done wrong, where the two differ. */
      mistake: Mistake | null
      signature: SignatureForm
    }

/** `absent` when none was given; `other_kind` when it is of the kind that the key is not. */
type SignatureForm = 'absent' | 'right' | 'malformed' | 'other_kind'

/** Of the right form for each dialect, and the signature of nothing. */
const standIn: Record<SigningDialect, string> = {
  ...{ signet: '0'.repeat(64), binance: '0'.repeat(64), bybit: '0'.repeat(64), mexc: '0'.repeat(64) },
  okx: Buffer.alloc(32).toString('base64'),
  gate: '0'.repeat(128),
}

/**
 * Builds the string that the gateway would verify, by the very readers that it uses, and finds where what was signed
 * differs. Knows no secret and makes no signature: it can't say whether one is right, only whether it has the form.
 */
export function compareSigned(key: KeyOfSigner, described: Described, signed: Uint8Array): Comparison {
  const { dialect } = key
  const request = readRequest(requestOf(dialect, { ...described, signature: standIn[dialect] }))
  if (!request.ok) return { outcome: 'unreadable', reason: request.reason, where: request.where }
  const { credentials } = request
  const built = credentials.scheme === 'signed' ? credentials.signedString : null
  if (!built) throw new Error('what nobody signs has no string to compare')
  const at = firstDifference(built, signed)
  return {
    outcome: 'compared',
    built,
    difference: at === null ? null : { at, part: partAt(dialect, described, built, at) },
    mistake: at === null ? null : recogniseMistake(built, signed),
    signature: formOf(key, described),
  }
}

function formOf(key: KeyOfSigner, described: Described): SignatureForm {
  const signature = described.signature || pastedSignature(described)
  if (signature === '') return 'absent'
  const request = readRequest(requestOf(key.dialect, { ...described, signature }))
  if (!request.ok) return 'malformed'
  const isEd25519 = (request.credentials as SignedCredentials).algorithm === 'ed25519'
  return isEd25519 === (key.kind === 'ed25519') ? 'right' : 'other_kind'
}
