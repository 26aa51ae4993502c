import type { RequestFacts } from '@/lib/signing/request'
import type { SeededRandom } from './random'

/** The bytes of a part of a request: its method, path, query or body, or a header by its lower-case name. */
export function partOf(facts: RequestFacts, part: string): Buffer {
  if (part === 'body') return Buffer.from(facts.body ?? [])
  const text = part === 'method' || part === 'path' || part === 'query' ? facts[part] : headerOf(facts, part)
  return Buffer.from(text, 'latin1')
}

function headerOf({ headers }: RequestFacts, name: string): string {
  return headers.find(([candidate]) => candidate.toLowerCase() === name)?.[1] ?? ''
}

/** The request with other bytes in place of a part. */
export function withPart(facts: RequestFacts, part: string, bytes: Buffer): RequestFacts {
  if (part === 'body') return { ...facts, body: bytes }
  const text = bytes.toString('latin1')
  if (part === 'method' || part === 'path' || part === 'query') return { ...facts, [part]: text }
  return {
    ...facts,
    headers: facts.headers.map(([n, v]) => [n, n.toLowerCase() === part ? text : v] as const),
  }
}

/** The bytes with one changed, one more or one less; never the same. @param limit how many of them may be concerned */
export function disturb(random: SeededRandom, bytes: Buffer, limit = bytes.length): Buffer {
  const at = random.below(limit)
  const rest = bytes.subarray(at + 1)
  const head = bytes.subarray(0, at)
  const way = limit === 0 ? 'add' : random.pick(['change', 'change', 'change', 'add', 'remove'])
  if (way === 'remove') return Buffer.concat([head, rest])
  if (way === 'add') return Buffer.concat([head, random.bytes(1), bytes.subarray(at)])
  const other = ((bytes[at] ?? 0) + 1 + random.below(255)) % 256
  return Buffer.concat([head, Buffer.from([other]), rest])
}
