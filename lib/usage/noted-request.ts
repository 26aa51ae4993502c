/** What is kept of a request that named a key, however it was decided. */
export type NotedRequest = {
  keyId: string
  at: Date
  /** As the gateway saw it; '' where it could not be told. */
  address: string
} & (
  | {
      allowed: true
      /** Which of the key's secrets proved it; null for a request of an API session, which sends none. */
      secret: 'current' | 'previous' | null
    }
  | {
      allowed: false
      /** Of `lib/verify/reasons`. */
      reason: string
      method: string
      path: string
      /** How far the sender's clock was ahead; null when the request carried no time. */
      skewMs: number | null
      /** What the request would have needed. */
      permission: string | null
      requestId: string
    }
)

export type NotedRefusal = Extract<NotedRequest, { allowed: false }> & { id: string }
