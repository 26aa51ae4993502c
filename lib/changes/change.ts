/** What a gateway must know of at once. */
export const changeKinds = ['key', 'certificate', 'customer', 'session', 'token'] as const
export type ChangeKind = (typeof changeKinds)[number]

/** As it travels to the gateways. */
export type Change = {
  /** Of the change itself. */
  id: string
  kind: ChangeKind
  objectId: string
  /** Whose it is; null for what is nobody's, as a service's token. */
  customerId: string | null
}

/** Where gateways listen. */
export const changeChannel = 'signet_change'
