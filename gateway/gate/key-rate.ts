import type { Redis } from 'ioredis'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'

/** Counts what keys may do; says whether one has now done more than it may. */
export type KeyRate = (keyId: string) => Promise<boolean>

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
  return (keyId) =>
    limiter.consume(keyId).then(
      () => false,
      (refusal: unknown) => {
        if (refusal instanceof RateLimiterRes) return true
        throw refusal
      },
    )
}
