import { LRUCache } from 'lru-cache'
import { freshness, mayRemember } from './process-lease'

type Entry<V> = {
  value: V
  /** Whose change makes it stale. */
  subject: string
  since: number
}

/** Longer names are looked up each time: a stranger must not decide how much memory an entry takes. */
const longestName = 128

/** So many of the values that were asked for last. Nothing of it counts without a lease, or once its subject changed. */
export class Memory<V> {
  #entries: LRUCache<string, Entry<V>> | undefined

  /** @param maximum read at the first use: settings may not be there before */
  constructor(private readonly maximum: () => number) {}

  /** @returns undefined when it has to be looked up */
  get(name: string): { value: V } | undefined {
    if (!mayRemember()) return undefined
    const entry = this.#entries?.get(name)
    return entry && freshness.holds(entry.subject, entry.since) ? entry : undefined
  }

  /** @param since what `freshness.now` was before the value was looked up: what changed meanwhile is not kept */
  set(name: string, entry: Entry<V>): void {
    if (name.length > longestName || !mayRemember() || !freshness.holds(entry.subject, entry.since)) return
    this.#entries ??= new LRUCache({ max: this.maximum() })
    this.#entries.set(name, entry)
  }

  get size(): number {
    return this.#entries?.size ?? 0
  }
}
