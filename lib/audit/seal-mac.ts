import 'server-only'
import { createHash, createHmac } from 'node:crypto'
import canonicalize from 'canonicalize'
import { env } from '@/lib/env'
import { canonicalEvent, type SealedContent } from './canonical-event'

export type SealContent = {
  id: bigint
  events: number
  digest: Uint8Array
  previousMac: Uint8Array
  at: Date
}

/** What the first link links to. */
export const originMac: Buffer<ArrayBuffer> = Buffer.alloc(32)

/** SHA-256 over a batch, one canonical event a line, in the order of their positions. */
export function digestOfEvents(events: SealedContent[]): Buffer<ArrayBuffer> {
  const hash = createHash('sha256')
  for (const event of events) hash.update(canonicalEvent(event)).update('\n')
  return hash.digest() as Buffer<ArrayBuffer>
}

/** HMAC-SHA256 over a whole link, under a key that is not in the database: its owner can't make another. */
export function sealMac({ id, events, digest, previousMac, at }: SealContent): Buffer<ArrayBuffer> {
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
  const text = canonicalize([id.toString(), events, hex(digest), hex(previousMac), at.toISOString()])
  const mac = createHmac('sha256', env().SIGNET_AUDIT_KEY)
  return mac.update('signet:audit-seal:v1\0').update(`${text}`).digest() as Buffer<ArrayBuffer>
}
