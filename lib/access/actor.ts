/** Who acts, and from where. Every domain operation takes one first. */
export type RequestMeta = {
  requestId: string
  /** Normalised client address, already resolved behind trusted proxies. */
  address: string
  userAgent: string
}

export type CustomerActor = RequestMeta & { kind: 'customer'; customerId: string; sessionId: string }
/** Somebody not signed in: sign-in attempts. */
export type AnonymousActor = RequestMeta & { kind: 'anonymous' }
/** The portal itself: seeding, healing, sealing. */
export type SystemActor = RequestMeta & { kind: 'system' }

export type Actor = CustomerActor | AnonymousActor | SystemActor

export const systemActor: SystemActor = { kind: 'system', requestId: 'system', address: '', userAgent: '' }
