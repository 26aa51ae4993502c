import { createHash, randomBytes } from 'node:crypto'
import { networkOf } from '@/lib/net/network-of'

const windowMs = 60_000
/** Counters in each of two rows. */
const width = 2 ** 17

/**
 * Counts something by address, each minute anew. An address has a counter in each of two rows
 * (a count-min sketch) and is over the limit when both are: the memory is the same however many addresses there are,
 * nothing is ever pushed out of it, and another address shares both counters once in billions. Which counters an
 * address has can't be foretold.
 */
export class AddressCounter {
  readonly #rows = [new Uint16Array(width), new Uint16Array(width)] as const
  readonly #seed = randomBytes(16)
  #window = 0
  #any = false

  /** @param limit how often a minute, below 65,535 */
  constructor(private readonly limit: number) {}

  /** Whether it was counted for this address as often as may be in this minute. */
  isOver(address: string, now: Date): boolean {
    this.#turn(now)
    if (!this.#any) return false
    const [one, two] = this.#places(address)
    return (this.#rows[0][one] ?? 0) >= this.limit && (this.#rows[1][two] ?? 0) >= this.limit
  }

  count(address: string, now: Date): void {
    this.#turn(now)
    this.#any = true
    for (const [at, place] of this.#places(address).entries()) {
      const row = this.#rows[at as 0 | 1]
      // A counter stands still at the limit: it must not run over.
      row[place] = Math.min((row[place] ?? 0) + 1, this.limit)
    }
  }

  #turn(now: Date): void {
    const window = Math.floor(now.getTime() / windowMs)
    if (window === this.#window) return
    this.#window = window
    if (this.#any) for (const row of this.#rows) row.fill(0)
    this.#any = false
  }

  #places(address: string): readonly [number, number] {
    // An IPv4 address counts by itself.
    const counted = address.includes(':') ? (networkOf(address) ?? 'unknown') : address
    const digest = createHash('sha256').update(this.#seed).update(counted).digest()
    return [digest.readUInt32LE(0) % width, digest.readUInt32LE(4) % width]
  }
}
