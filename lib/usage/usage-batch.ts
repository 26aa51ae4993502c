import type { NotedRefusal } from './noted-request'

type Counts = { allowed: number; refused: number }

/** What was counted of one key. */
export type KeyBatch = {
  /** By the beginning of the hour, in milliseconds since 1970. */
  hours: Map<number, Counts>
  /** When and from where it was last let in. */
  last: { at: Date; address: string } | null
  secrets: { current?: Date; previous?: Date }
  /** From where it was let in (`networkOf`), first and last. */
  networks: Map<string, { first: Date; last: Date }>
}

/** What was counted since the last time that it was written. */
export type UsageBatch = { keys: Map<string, KeyBatch>; refusals: NotedRefusal[] }

export const emptyBatch = (): UsageBatch => ({ keys: new Map(), refusals: [] })

export const emptyKeyBatch = (): KeyBatch => ({
  hours: new Map(),
  last: null,
  secrets: {},
  networks: new Map(),
})

/** Adds what could not be written to what has been counted since. */
export function mergeBatch(into: KeyBatch, from: KeyBatch): void {
  for (const [hour, { allowed, refused }] of from.hours) {
    const counts = into.hours.get(hour)
    if (!counts) into.hours.set(hour, { allowed, refused })
    else {
      counts.allowed += allowed
      counts.refused += refused
    }
  }
  if (from.last && (!into.last || from.last.at > into.last.at)) into.last = from.last
  for (const place of ['current', 'previous'] as const)
    into.secrets = { ...into.secrets, ...later(place, into.secrets[place], from.secrets[place]) }
  for (const [network, { first, last }] of from.networks) {
    const known = into.networks.get(network)
    if (!known) into.networks.set(network, { first, last })
    else {
      if (first < known.first) known.first = first
      if (last > known.last) known.last = last
    }
  }
}

function later(place: 'current' | 'previous', one?: Date, other?: Date): KeyBatch['secrets'] {
  const at = one && other ? (one > other ? one : other) : (one ?? other)
  return at ? { [place]: at } : {}
}
