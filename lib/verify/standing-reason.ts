import { certificateReason, sessionReason } from './check-certificate'
import { keyReason, wantedReason } from './check-key'
import type { Reason } from './reasons'
import type { Standing } from './verify-input'

/**
 * What stands against a request once it has proved to have its key: the key, its customer, the certificate, the session
 * or what it is for. Asked again of connections that stay open, whose request can't be read a second time.
 */
export function standingReason(standing: Standing): Reason | null {
  return (
    keyReason(standing) ?? certificateReason(standing) ?? sessionReason(standing) ?? wantedReason(standing)
  )
}
