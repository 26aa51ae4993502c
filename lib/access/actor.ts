import type { StaffRole } from './staff-roles'

/** Who acts, and from where. Every domain operation takes one first. */
export type RequestMeta = {
  requestId: string
  /** Normalised client address, already resolved behind trusted proxies. */
  address: string
  userAgent: string
}

export type CustomerActor = RequestMeta & { kind: 'customer'; customerId: string; sessionId: string }
/** Why a member of staff acts on a customer's account. Goes on record; the customer is not shown the reason. */
type Because = { reason: string; ticket: string | null }
export type StaffActor = RequestMeta & {
  kind: 'staff'
  staffId: string
  sessionId: string
  role: StaffRole
  /** Null where nothing is done that wants a reason. */
  because: Because | null
}
/** Somebody not signed in: sign-in attempts. */
export type AnonymousActor = RequestMeta & { kind: 'anonymous' }
/** The portal itself: seeding, healing, sealing. */
export type SystemActor = RequestMeta & { kind: 'system' }

/** Whoever proves to have a key's secret by sending it, so that it is turned off. */
export type LeakActor = RequestMeta & { kind: 'leak' }

export type Actor = CustomerActor | StaffActor | AnonymousActor | SystemActor | LeakActor

export const systemActor: SystemActor = { kind: 'system', requestId: 'system', address: '', userAgent: '' }
