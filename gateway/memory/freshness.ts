/** Beyond so many subjects the ones that changed longest ago are no longer told apart. */
const subjectsTold = 50_000

/**
 * Tells what was looked up before its subject changed, so that it is not used after: also when the answer arrives only
 * then. A subject is a customer, or what stands for things of nobody.
 */
export class Freshness {
  #now = 0
  /** What was looked up before is stale, whatever it is of. */
  #since = 0
  #forgotAt = 0
  readonly #changed = new Map<string, number>()

  constructor(private readonly most = subjectsTold) {}

  /** To be noted before a look-up begins. */
  get now(): number {
    return this.#now
  }

  /** When everything was forgotten last. */
  get forgotAt(): number {
    return this.#forgotAt
  }

  change(subject: string): void {
    this.#now += 1
    // At the end, so that the first is the one that changed longest ago.
    this.#changed.delete(subject)
    this.#changed.set(subject, this.#now)
    if (this.#changed.size <= this.most) return
    for (const [oldest, at] of this.#changed) {
      this.#changed.delete(oldest)
      this.#since = at
      return
    }
  }

  forget(): void {
    this.#now += 1
    this.#since = this.#now
    this.#forgotAt = this.#now
    this.#changed.clear()
  }

  /** @param since what `now` was before it was looked up */
  holds(subject: string, since: number): boolean {
    return since >= this.#since && since >= (this.#changed.get(subject) ?? 0)
  }
}
