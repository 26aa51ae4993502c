import { clocksApartMs, leaseMarginMs, leaseTtlMs } from './lease-times'

/** What both clocks of this computer said at one instant, in milliseconds. */
export type Instant = { monotonic: number; wall: number }

/** Not `clock`: what is compared are the computer's own clocks, whatever a test makes of the present. */
export const thisInstant = (): Instant => ({ monotonic: performance.now(), wall: Date.now() })

/** Until when a lease may be relied on. Once it can't be, it takes a new lease. */
export class LeaseDeadline {
  #from: Instant | null = null

  constructor(private readonly now = thisInstant) {}

  /** @param from when the renewal was sent: the database began to count after that */
  extend(from: Instant): void {
    this.#from = from
  }

  end(): void {
    this.#from = null
  }

  /** The monotonic clock stands still while a computer is suspended, the other one may be set: only both together count. */
  holds(): boolean {
    if (!this.#from) return false
    const now = this.now()
    const passed = now.monotonic - this.#from.monotonic
    const apart = Math.abs(now.wall - this.#from.wall - passed)
    if (passed >= leaseTtlMs - leaseMarginMs || apart >= clocksApartMs) this.end()
    return this.#from !== null
  }
}
