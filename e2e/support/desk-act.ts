import type { Caller, Who } from './as-caller'

/** A request that is right in all but who sends it, and what it would change. */
type Scene = {
  fields: Record<string, string | File>
  /** What the act is to change; left out where it changes nothing. */
  state?: () => Promise<unknown>
}

export type DeskAct = {
  /** Who gets through; whoever does not is told `not_found` or, without a desk session, `signed_out`. */
  may: readonly Who[]
  /** What is acted on, new each time; for an act on one's own account, whose it is. */
  scene: (caller: Caller) => Promise<Scene>
  /** What whoever gets through is answered. */
  answers: RegExp
  /** What staff are told whom it is not for, if not `not_found`. */
  refusal?: string
}

export const everybody = ['support', 'security', 'admin', 'auditor'] as const
export const helpers = ['support', 'security', 'admin'] as const
export const guards = ['security', 'admin'] as const
export const readers = ['security', 'admin', 'auditor'] as const
export const admins = ['admin'] as const
export const because = { reason: 'the customer called us', ticket: 'TN-12' }
