import type { Decision } from '@/lib/verify/decide'
import type { Reason } from '@/lib/verify/reasons'
import type { Verdict } from './judge'
import type { Refusal } from './send-refusal'

type Told = Reason | 'invalid_credentials'

/** What each refusal answers: 401 where other credentials would help, 403 where these may not, 429 to come back. */
const refusals: Record<Told, readonly [status: 401 | 403 | 429, message: string]> = {
  invalid_credentials: [401, 'The credentials of this request are not accepted.'],
  malformed_request: [401, 'The credentials of this request can not be read.'],
  rate_limited_address: [429, 'Too many requests came from this address. Wait a minute.'],
  unknown_key: [401, 'There is no such key.'],
  bad_signature: [401, 'The signature does not match.'],
  timestamp_out_of_window: [
    401,
    'The time of this request is too old or ahead. Set the clock of this computer.',
  ],
  replayed_request: [401, 'This request was sent before. Sign each one anew.'],
  body_not_available: [401, 'The signature covers a body that was not seen here.'],
  customer_suspended: [403, 'This account is suspended. Ask its support.'],
  key_inactive: [403, 'This key is turned off.'],
  key_not_yet_valid: [403, 'The first day of this key is still to come.'],
  key_expired: [403, 'The last day of this key is over.'],
  environment_mismatch: [403, 'This key is for another environment.'],
  ip_not_allowed: [403, 'This key does not allow the address of this request.'],
  certificate_required: [401, 'Show a certificate of this portal in the TLS handshake.'],
  certificate_expired: [401, 'The certificate has ended. Apply for another one.'],
  certificate_revoked: [401, 'The certificate was revoked. Apply for another one.'],
  certificate_mismatch: [401, 'The certificate is not the one that goes with these credentials.'],
  session_ended: [401, 'API Key revoked: forced logout'],
  session_expired: [401, 'This session is over. Log in again.'],
  account_not_allowed: [403, 'This key may not act for that account.'],
  permission_missing: [403, 'This key lacks a permission that the request needs.'],
  rate_limited: [429, 'This key sends too many requests. Slow down.'],
}

/** What clients of an ended session know it by. */
export const forcedLogoutCode = 304

/** Why the session of a refused request ended; null when it lives, or is none. One that is over is not marked at once. */
export function endedReasonOf({ decision, told, endedReason }: Decision): string | null {
  return endedReason ?? (decision === 'deny' && told === 'session_expired' ? told : null)
}

/** The status and the body of a refusal, for whoever sent the request. */
export function refusalOf(verdict: Verdict): Refusal {
  const { decision, asked } = verdict
  if (decision.decision === 'allow') throw new Error('not refused')
  const { requestId } = asked
  const reason = endedReasonOf(decision)
  if (reason !== null) {
    const [status, message] = refusals.session_ended
    return { status, body: { code: forcedLogoutCode, reason, message, requestId } }
  }
  const [, message] = refusals[decision.told]
  // That an address is slowed down says nothing about any key.
  const [status] = refusals[decision.code === 'rate_limited_address' ? decision.code : decision.told]
  return { status, body: { code: decision.told, message, ...detailsOf(verdict, decision.told), requestId } }
}

/** The same for what is refused before a key is looked at. */
export function refusalFor(told: Told, requestId: string): Refusal {
  const [status, message] = refusals[told]
  return { status, body: { code: told, message, requestId } }
}

/** What helps the holder to mend it; told only to who has proved to have the key. */
function detailsOf({ asked, decision }: Verdict, told: Told): Record<string, unknown> {
  if (told === 'timestamp_out_of_window') return { skewMs: decision.skewMs }
  if (told === 'ip_not_allowed') return { address: asked.address }
  if (told === 'permission_missing') return { permission: asked.permission }
  return {}
}
