import type { Replay } from './replay'
import { UnavailableError } from './unavailable-error'

/** Remembers requests until they would be refused as late. */
export type SeenRequests = {
  /**
   * Marks a request as seen.
   * @returns whether it was seen before, or may have been
   * @throws UnavailableError when that can't be told: the request must be refused
   */
  mark: (replay: Replay, now: Date) => boolean | Promise<boolean>
}

/**
 * Remembers in this process, as many as `most`; what does not fit is refused, as nothing may be forgotten early. What
 * it saw before a restart it does not know: requests whose time is from before its start count as seen.
 */
export class SeenInMemory implements SeenRequests {
  /** By the second in which they end. What carries one signature has one time and one window, so one end. */
  readonly #bySecond = new Map<number, Set<string>>()
  #size = 0
  #swept = 0

  constructor(
    private readonly since: Date,
    private readonly most: number,
  ) {}

  /** How many are remembered. */
  get size(): number {
    return this.#size
  }

  mark({ id, timestampMs, untilMs }: Replay, now: Date): boolean {
    this.#sweep(now)
    if (timestampMs < this.since.getTime()) return true
    const second = Math.floor(untilMs / 1000)
    // Already forgotten: the clock was set back.
    if (second < this.#swept) return true
    const seen = this.#bySecond.get(second)
    if (seen?.has(id)) return true
    if (this.#size >= this.most) throw new UnavailableError(new Error('too many requests to remember'))
    if (seen) seen.add(id)
    else this.#bySecond.set(second, new Set([id]))
    this.#size += 1
    return false
  }

  /** Once a second, what has ended: a request is in time up to and including its end. */
  #sweep(now: Date): void {
    const second = Math.floor(now.getTime() / 1000)
    if (second <= this.#swept) return
    this.#swept = second
    for (const [end, ids] of this.#bySecond) {
      if (end >= second) continue
      this.#bySecond.delete(end)
      this.#size -= ids.size
    }
  }
}
