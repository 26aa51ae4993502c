import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ensureAuthorities } from '@/lib/certificates/ensure-authorities'
import { keepResponders } from '@/lib/certificates/keep-responders'
import { refreshRevocationLists } from '@/lib/certificates/refresh-revocation-lists'
import { refreshRootLists } from '@/lib/certificates/refresh-root-lists'
import { giveCertificate } from '@/test/certificate'
import { testCustomer } from '@/test/customer'
import { hasCommand } from '@/test/has-command'
import { makeKey } from '@/test/keys'
import { type LaunchedGateway, launchGateway } from '@/test/launch-gateway'
import { serviceToken } from '@/test/service-token'
import { signAs } from '@/test/sign-as'
import { startRedis, type TestRedis } from '@/test/start-redis'
import { verifyClient } from '@/test/verify-client'

describe.skipIf(!hasCommand('redis-server'))('two gateways that share a Redis', () => {
  let redis: TestRedis
  let gateways: LaunchedGateway[]
  let clients: ReturnType<typeof verifyClient>[]
  let key: { accessKey: string; secret: string }

  beforeAll(async () => {
    await ensureAuthorities()
    await Promise.all([refreshRevocationLists(), refreshRootLists(), keepResponders()])
    redis = await startRedis()
    const settings = { REDIS_URL: redis.url, LOG_LEVEL: 'info' }
    gateways = await Promise.all([launchGateway(settings), launchGateway(settings)])
    const token = await serviceToken()
    clients = gateways.map(({ internal }) => verifyClient(internal, token))
    const customer = await testCustomer()
    await giveCertificate(customer.customerId)
    key = await makeKey(customer)
  }, 120_000)
  afterAll(async () => {
    expect(await Promise.all(gateways.map((gateway) => gateway.stop()))).toEqual([0, 0])
    await redis.stop()
  })

  const unsigned = { method: 'POST', path: '/orders', query: '', body: Buffer.from('{}') }
  const signed = (timeMs = Date.now()) => signAs.signet(unsigned, { ...key, timeMs })
  const session = { ...unsigned, headers: [['Authorization', `Bearer ${'t'.repeat(43)}`]] as const }
  const up = { status: 200, ready: true, redis: true }
  const away = { ...up, redis: false }
  const readiness = async () => {
    const answers = await Promise.all(gateways.map(({ internal }) => fetch(`${internal}/readyz`)))
    return Promise.all(
      answers.map(async (answer) => {
        const { ready, redis } = (await answer.json()) as { ready: boolean; redis: boolean }
        return { status: answer.status, ready, redis }
      }),
    )
  }
  const metric = async (name: string) => {
    const text = await (await fetch(`${gateways[0]?.internal}/metrics`)).text()
    return new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]
  }

  test('of a hundred times the same request exactly one is let in', async () => {
    const facts = signed()
    const answers = await Promise.all(Array.from({ length: 100 }, (_, at) => clients[at % 2]?.ask(facts)))
    const codes = answers.map((answer) => answer?.code)
    expect(codes.filter((code) => code === 'ok')).toHaveLength(1)
    expect(codes.filter((code) => code === 'replayed_request')).toHaveLength(99)
    expect(await readiness()).toEqual([up, up])
    expect(await metric('signet_gateway_redis_up')).toBe('1')
    expect(await metric('signet_gateway_decisions_total{decision="deny",code="replayed_request"}')).toMatch(
      /\d+/,
    )
  })

  test('while Redis is away what needs it is answered with 503, and that is said; it comes back by itself', async () => {
    const before = signed()
    expect((await clients[0]?.ask(before))?.code).toBe('ok')
    await redis.stop()
    for (const client of clients) await expect(client.ask(signed())).rejects.toThrow('503')
    // What can't be repeated needs no Redis.
    expect((await clients[0]?.ask(session))?.code).toBe('unknown_key')
    expect(await readiness()).toEqual([away, away])
    expect(await metric('signet_gateway_redis_up')).toBe('0')
    expect(gateways[0]?.printed()).toContain('Redis is away')

    redis = await startRedis(redis.port)
    await expect.poll(readiness, { timeout: 20_000 }).toEqual([up, up])
    // It has forgotten everything: what is from before counts as seen.
    expect((await clients[1]?.ask(before))?.code).toBe('replayed_request')
    expect((await clients[1]?.ask(signed()))?.code).toBe('ok')
  })
})
