import { fubonPolicy } from './fubon'
import type { Policy } from './schema'

/** The policy in force. One literal until policies can be edited. */
export function policy(): Policy {
  return fubonPolicy
}
