import type { Redis } from 'ioredis'
import { clock } from '@/lib/clock'
import type { Replay } from './replay'
import type { SeenRequests } from './seen-requests'
import { UnavailableError } from './unavailable-error'

const prefix = 'signet:seen:'
/** Since when what is there is complete, of each run of Redis: one that was restarted may have come back older. */
const sincePrefix = `${prefix}since:`
/** By how much the clocks of gateways may differ. */
const clockMarginMs = 5_000

/** Remembers in Redis, for every gateway that uses it. */
export class SeenInRedis implements SeenRequests {
  #since: number | null = null

  constructor(private readonly redis: Redis) {
    redis.on('ready', () => void this.#readSince())
    redis.on('close', () => {
      this.#since = null
    })
    if (redis.status === 'ready') void this.#readSince()
  }

  async mark({ id, timestampMs, untilMs }: Replay, now: Date): Promise<boolean> {
    try {
      this.#since ?? (await this.#readSince())
      if (this.#since === null) throw new Error('Redis is away')
      if (timestampMs < this.#since) return true
      const milliseconds = Math.max(1, Math.ceil(untilMs - now.getTime())) + clockMarginMs
      return (await this.redis.set(prefix + id, '1', 'PX', milliseconds, 'NX')) === null
    } catch (error) {
      throw new UnavailableError(error)
    }
  }

  /**
   * A Redis that was restarted, or another one that took its place, breaks every connection: whoever comes back first
   * writes down that nothing from before can be relied on, also when it has come back from a snapshot.
   */
  async #readSince(): Promise<void> {
    try {
      const [, run] = /^run_id:(\w+)/m.exec(await this.redis.info('server')) ?? []
      if (!run) throw new Error('Redis does not say which run it is')
      await this.redis.set(sincePrefix + run, String(clock.now().getTime()), 'NX')
      this.#since = Number(await this.redis.get(sincePrefix + run))
    } catch {
      // Away again; asked anew with the next request.
      this.#since = null
    }
  }
}
