import 'server-only'
import { pause } from '@/lib/clock'
import { newId } from '@/lib/db/new-id'
import { log } from '@/lib/log'
import type { Change } from './change'
import { type LeaseConnection, openLeaseConnection } from './lease-connection'
import { LeaseDeadline, thisInstant } from './lease-deadline'
import { renewEveryMs } from './lease-times'

/** The first time at once: a server that was restarted, or a connection that was cut, is often there again. */
const reconnectAfterMs = { atFirst: 10, later: 250 }

export type Told = {
  /** A change was heard: when this returns, nothing that it made stale is remembered. */
  hear: (change: Change) => void
  /** Changes may have gone unheard: when this returns, nothing at all is remembered. As a lease ends, and as one begins. */
  forget: () => void
}

export type Lease = {
  /** Whether this process may answer from its memory at this instant. */
  holds: () => boolean
  /** Gives it up for good, so that no change waits for it. Settles when that is done, or can't be. */
  giveUp: () => Promise<void>
}

/**
 * Holds a lease for as long as the process lives: whoever has one is waited for by every change, until it says that it
 * knows (docs/decisions/027). Never throws; while the database is away there is no lease.
 */
export function holdLease(told: Told): Lease {
  const deadline = new LeaseDeadline()
  const ending = new AbortController()
  const holding = keepHolding(told, deadline, ending.signal)
  return {
    holds: () => deadline.holds(),
    giveUp: () => {
      ending.abort()
      return holding
    },
  }
}

async function keepHolding(told: Told, deadline: LeaseDeadline, ending: AbortSignal): Promise<void> {
  let failures = 0
  let node: string | null = null
  while (!ending.aborted) {
    const term: LeaseTerm = new LeaseTerm(told, deadline, ending, node)
    try {
      await term.hold()
      failures = 0
    } catch (error) {
      failures = term.held ? 1 : failures + 1
      // Once: a first one may be a moment in which the machine had much to do.
      if (failures === 2) log.warn({ error }, 'no lease: the gateway asks the database for everything')
    }
    node = term.node
    await pause(term.held ? reconnectAfterMs.atFirst : reconnectAfterMs.later, ending)
  }
}

/** What is held over one connection, one lease after the other. */
class LeaseTerm {
  held = false
  readonly #over = new AbortController()
  #node: string | null = null
  /** What it held last: given up with the next registration, so that nobody waits for it until it runs out. */
  #previous: string | null
  #heard: string[] = []

  constructor(
    private readonly told: Told,
    private readonly deadline: LeaseDeadline,
    private readonly ending: AbortSignal,
    previous: string | null,
  ) {
    this.#previous = previous
  }

  /** Under which it holds, or held, a lease. */
  get node(): string | null {
    return this.#node ?? this.#previous
  }

  async hold(): Promise<void> {
    const over = this.#over.signal
    over.addEventListener('abort', () => this.#forget(), { once: true })
    this.ending.addEventListener('abort', () => this.#over.abort(), { signal: over })
    let connection: LeaseConnection | null = null
    const hear = (change: Change | null) => {
      if (!change) return this.told.forget()
      this.told.hear(change)
      this.#heard.push(change.id)
      // Those that arrived together are acknowledged together.
      queueMicrotask(() => connection && this.#acknowledge(connection))
    }
    try {
      connection = await openLeaseConnection({ hear, lost: () => this.#over.abort() })
      while (!over.aborted) await this.#holdOne(connection, over)
    } finally {
      this.#over.abort()
      if (connection && this.node && this.ending.aborted) await connection.giveUp(this.node).catch(() => {})
      await connection?.close()
    }
  }

  /** One lease under an id of its own, until it lapses. */
  async #holdOne(connection: LeaseConnection, over: AbortSignal): Promise<void> {
    const id = newId()
    this.#previous = this.node
    // What is heard from here on is acknowledged under the new id.
    this.#node = null
    const asked = thisInstant()
    await connection.register(id, this.#previous)
    this.#node = id
    if (over.aborted) return
    // What was looked up until here may be older than what counts as heard.
    this.told.forget()
    this.deadline.extend(asked)
    this.held = true
    this.#acknowledge(connection)
    log.debug({ node: id }, 'the gateway has a lease')
    while (!over.aborted) {
      await pause(renewEveryMs, over)
      const renewing = thisInstant()
      if (over.aborted) return
      const renewed = await connection.renew(id)
      // One that ran out in between must not come to life again: a change may have been done without it.
      if (!renewed || !this.deadline.holds()) break
      this.deadline.extend(renewing)
    }
    if (over.aborted) return
    log.warn({ node: id }, 'the lease lapsed, or was fenced: the gateway forgets and takes a new one')
    this.#forget()
  }

  #acknowledge(connection: LeaseConnection): void {
    if (!this.#node || this.#heard.length === 0 || this.#over.signal.aborted) return
    const changes = this.#heard.splice(0)
    connection.acknowledge(this.#node, changes).catch((error) => {
      log.warn({ error }, 'changes could not be acknowledged')
      this.#over.abort()
    })
  }

  #forget(): void {
    this.deadline.end()
    this.told.forget()
  }
}
