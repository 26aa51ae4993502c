import type { Credentials } from '@/lib/signing/request'
import { isInTime, isKnown, provenBy, skewMsOf } from './check-proof'
import type { KeyRecord } from './key-record'
import type { Reason } from './reasons'
import { standingReason } from './standing-reason'
import type { KnownInput, VerifyInput } from './verify-input'

type Facts = {
  /** How far the sender's clock is ahead; null when the request carries no time. */
  skewMs: number | null
  /** Why the session ended, whatever else is wrong too: its holder must be told, to stop. */
  endedReason: string | null
}

export type Decision = Facts &
  (
    | { decision: 'allow'; code: 'ok'; told: 'ok'; record: KeyRecord; provenBy: 'current' | 'previous' }
    | {
        decision: 'deny'
        /** For the asking service, the key's owner and the record. */
        code: Reason
        /** For whoever sent the request: nothing about a key to those who have not proved to have it. */
        told: Reason | 'invalid_credentials'
      }
  )

/**
 * Decides about one request. Pure and synchronous: the same input, the same answer. The order of what is looked at is
 * that of `reasons`.
 */
export function decide(input: VerifyInput): Decision {
  const { request, record, session, counted } = input
  const credentials = request.ok ? request.credentials : null
  // An ended session is told even when its key is gone; a token that was sent beside other credentials is no session.
  const own = credentials?.scheme === 'session' ? session : null
  const facts: Facts = {
    skewMs: credentials && skewMsOf({ credentials, now: input.now }),
    endedReason: own?.endedReason ?? null,
  }
  if (!credentials) return unproven('malformed_request', facts)
  if (counted.addressExceeded) return unproven('rate_limited_address', facts)
  if (own && !record && own.endedReason !== null)
    return { decision: 'deny', code: 'session_ended', told: 'session_ended', ...facts }
  if (!record || !isKnown(credentials, input, record)) return unproven('unknown_key', facts)
  const known: KnownInput = { ...input, session: own, credentials, record }
  const proof = provenBy(known)
  const unseen = isUnseen(credentials)
  if (!proof && !unseen) return unproven('bad_signature', facts)
  const code = reasonAgainst(known, unseen)
  if (!proof) return unproven(code ?? 'body_not_available', facts)
  if (code) return { decision: 'deny', code, told: code, ...facts }
  return { decision: 'allow', code: 'ok', told: 'ok', record, provenBy: proof, ...facts }
}

function unproven(code: Reason, { skewMs, endedReason }: Facts): Decision {
  return { decision: 'deny', code, told: 'invalid_credentials', skewMs, endedReason }
}

/** A signature over a body that was not seen is neither good nor bad. */
function isUnseen(credentials: Credentials): boolean {
  return credentials.scheme === 'signed' && credentials.signedString === null
}

function reasonAgainst(known: KnownInput, unseen: boolean): Reason | null {
  if (!isInTime(known)) return 'timestamp_out_of_window'
  if (known.counted.replayed) return 'replayed_request'
  if (unseen) return 'body_not_available'
  return standingReason(known) ?? (known.counted.keyExceeded ? 'rate_limited' : null)
}
