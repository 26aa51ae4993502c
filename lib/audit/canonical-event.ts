import canonicalize from 'canonicalize'

/** Everything a person could want to alter in an event: all its columns but the place in the chain. */
export type SealedContent = {
  id: string
  at: Date
  action: string
  actorKind: string
  actorId: string | null
  customerId: string | null
  objectKind: string | null
  objectId: string | null
  detail: unknown
  requestId: string | null
  address: string | null
  userAgent: string | null
}

/** The columns above, for a query. */
export const sealedColumns = {
  id: true,
  at: true,
  action: true,
  actorKind: true,
  actorId: true,
  customerId: true,
  objectKind: true,
  objectId: true,
  detail: true,
  requestId: true,
  address: true,
  userAgent: true,
} as const satisfies Record<keyof SealedContent, true>

/** One event as canonical JSON (RFC 8785): the same text for the same content, on one line. */
export function canonicalEvent(event: SealedContent): string {
  const values = Object.keys(sealedColumns).map((name) => event[name as keyof SealedContent])
  const text = canonicalize(values.map((value) => (value instanceof Date ? value.toISOString() : value)))
  if (text === undefined) throw new TypeError(`event ${event.id} is not JSON`)
  return text
}
