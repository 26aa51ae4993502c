import { addSeconds } from '@/lib/clock'
import { policy } from '@/lib/policies/policy'

const daySeconds = 86_400
/** Time to roll over before certificates get shorter than the policy says. */
const marginDays = 90

/** Until when a CA must be valid to issue whole certificates for a while yet. */
export function enoughUntil(from: Date): Date {
  return addSeconds(from, (policy().certificate.validityDays + marginDays) * daySeconds)
}

/** Time to fetch an offline key from where it lies. */
const rootListDays = 30

/** What an operator should see to. */
export type Attention =
  | 'nothing_to_issue'
  | 'ends_soon'
  | 'key_missing'
  | 'root_list_ends'
  | 'lists_lapsed'
  | 'lists_stale'

export type ListState = {
  wanted: number
  made: number
  /** Lacking a revocation for longer than it takes to make one. */
  stale: number
  /** Past their nextUpdate: clients that check refuse every certificate. */
  lapsed: number
  /** The earliest. */
  nextUpdate: Date | null
}

type Facts = {
  role: 'root' | 'intermediate' | 'issuing' | 'server'
  notAfter: Date
  /** When it, or a CA above it, ends first. */
  chainEnds: Date
  key: { state: 'opens' | 'elsewhere' | 'missing' }
  issuesNow: boolean
  /** Whether a newer one waits for its day. */
  succeeded: boolean
  liveCertificates: number
  lists: ListState | null
}

/** What of a CA needs attention. One that is over needs none. */
export function attentionOf(facts: Facts, now: Date): Attention[] {
  const { role, notAfter, chainEnds, key, issuesNow, succeeded, lists } = facts
  if (notAfter <= now) return []
  const found: Attention[] = []
  if (issuesNow && !succeeded && chainEnds < enoughUntil(now)) found.push('ends_soon')
  if (key.state === 'missing') found.push('key_missing')
  if (!lists) return found
  const soon = addSeconds(now, rootListDays * daySeconds)
  if (role === 'root' && lists.nextUpdate && lists.nextUpdate < soon) found.push('root_list_ends')
  if (role === 'issuing' && lists.lapsed > 0) found.push('lists_lapsed')
  if (role === 'issuing' && lists.stale > 0) found.push('lists_stale')
  return found
}
