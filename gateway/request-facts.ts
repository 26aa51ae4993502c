import type { IncomingMessage } from 'node:http'
import type { RequestFacts } from '@/lib/signing/request'

/** A request as it came over the wire. @param body its bytes, or null when they were not seen */
export function requestFacts(raw: IncomingMessage, body: Uint8Array | null): RequestFacts {
  return { method: raw.method ?? '', ...splitTarget(raw.url ?? ''), headers: headerPairs(raw), body }
}

/** A target's path and query, parted at its first `?`. */
export function splitTarget(target: string): { path: string; query: string } {
  const at = target.indexOf('?')
  return at < 0 ? { path: target, query: '' } : { path: target.slice(0, at), query: target.slice(at + 1) }
}

/** Every header line by itself, in its order: `headers` of Node joins some and drops others. */
export function headerPairs({ rawHeaders }: IncomingMessage): [name: string, value: string][] {
  const pairs: [string, string][] = []
  for (let at = 0; at < rawHeaders.length; at += 2)
    pairs.push([rawHeaders[at] ?? '', rawHeaders[at + 1] ?? ''])
  return pairs
}
