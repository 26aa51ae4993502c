import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { revocationHealth } from '@/lib/certificates/revocation-health'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { readMetrics, registry } from './metrics'
import { redisIsReady } from './redis'

/** For who runs it: whether the process lives, whether it can do its work, and how that goes. */
export function internalRoutes(app: FastifyInstance): void {
  app.get('/healthz', async () => ({ alive: true }))

  app.get('/readyz', async (_request, reply) => {
    const health = await revocationHealth().catch((error: unknown) => {
      log.warn({ error }, 'the database does not answer')
      return null
    })
    const redis = redisIsReady()
    const needed = {
      database: health !== null,
      revocationLists: health?.lateLists === 0,
      responders: health?.silentAuthorities === 0,
    }
    const ready = Object.values(needed).every(Boolean)
    return (
      reply
        .code(ready ? 200 : 503)
        .header('cache-control', 'no-store')
        // Said where it is set, and no more: while it is away all gateways lack it, and most requests do not need it.
        .send({ ready, ...needed, ...(redis !== null && { redis }) })
    )
  })

  app.get('/metrics', async ({ headers }, reply) => {
    const { METRICS_TOKEN, SIGNET_MODE } = env()
    // In production there are none until a token is set.
    if (!METRICS_TOKEN && SIGNET_MODE === 'production') return reply.callNotFound()
    if (METRICS_TOKEN && !isSame(headers.authorization ?? '', `Bearer ${METRICS_TOKEN}`))
      return reply
        .code(401)
        .header('www-authenticate', 'Bearer')
        .type('text/plain')
        .send('A token is needed.\n')
    return reply.type(registry.contentType).send(await readMetrics())
  })
}

function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(wanted))
}
