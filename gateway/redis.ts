import { Redis } from 'ioredis'
import { env } from '@/lib/env'
import { log } from '@/lib/log'

let opened: Redis | null | undefined

/**
 * The connection to what gateways share; null when nothing is set and each counts for itself. Commands fail at once
 * while it is away, and after half a second when it does not answer: nobody waits in a queue for its return.
 */
export function sharedRedis(): Redis | null {
  if (opened !== undefined) return opened
  const { REDIS_URL } = env()
  opened = REDIS_URL ? connectRedis(REDIS_URL) : null
  return opened
}

/** Whether it can be used; null when there is none. */
export function redisIsReady(): boolean | null {
  const redis = sharedRedis()
  return redis && redis.status === 'ready'
}

export async function closeRedis(): Promise<void> {
  opened?.disconnect()
  opened = undefined
}

/** A connection of its own, which tries to come back for as long as it is open. */
export function connectRedis(url: string): Redis {
  const redis = new Redis(url, {
    protocol: 2,
    connectTimeout: 2_000,
    commandTimeout: 500,
    enableOfflineQueue: false,
    enableAutoPipelining: true,
    // A mark that was sent twice would be taken for a replay.
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (times) => Math.min(50 * times, 1_000),
  })
  let isAway: boolean | null = null
  redis.on('ready', () => {
    if (isAway) log.info('Redis is back')
    isAway = false
  })
  redis.on('error', (error) => {
    if (isAway !== true) log.error({ error }, 'Redis is away: what needs it is answered with 503')
    isAway = true
  })
  redis.on('close', () => {
    if (isAway === false) log.error({}, 'Redis is away: what needs it is answered with 503')
    isAway = true
  })
  return redis
}
