import type { Redis } from 'ioredis'
import { LRUCache } from 'lru-cache'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import { clock } from '@/lib/clock'

/** Counts what keys may do. */
export type KeyRate = {
  /** Whether one is known to have done more than it may, without counting. */
  isOver: (keyId: string) => boolean
  /** Counts a request; says whether its key has now done more than it may. */
  count: (keyId: string) => Promise<boolean>
}

/** Keys that are told to be over; what more there are is found out by counting. */
const mostOver = 10_000

/**
 * How many requests of one key are let in a minute: across all gateways through Redis, without one in this process.
 * While Redis is away each gateway counts for itself. A key takes memory for the minute in which it was let in.
 */
export function keyRate(perMinute: number, redis: Redis | null): KeyRate {
  const limits = { points: perMinute, duration: 60 }
  const memory = new RateLimiterMemory({ ...limits, keyPrefix: '' })
  const limiter = redis
    ? new RateLimiterRedis({
        ...limits,
        keyPrefix: 'signet:rate',
        storeClient: redis,
        insuranceLimiter: memory,
        rejectIfRedisNotReady: true,
      })
    : memory
  /** Until when, in milliseconds since 1970. */
  const over = new LRUCache<string, number>({ max: mostOver })
  const now = () => clock.now().getTime()
  return {
    isOver: (keyId) => (over.get(keyId) ?? 0) > now(),
    count: (keyId) =>
      limiter.consume(keyId).then(
        () => false,
        (refusal: unknown) => {
          if (!(refusal instanceof RateLimiterRes)) throw refusal
          over.set(keyId, now() + refusal.msBeforeNext)
          return true
        },
      ),
  }
}
