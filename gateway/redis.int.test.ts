import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ensureAuthorities } from '@/lib/certificates/ensure-authorities'
import { ensureServerCertificate } from '@/lib/certificates/ensure-server-certificate'
import { keepResponders } from '@/lib/certificates/keep-responders'
import { refreshRevocationLists } from '@/lib/certificates/refresh-revocation-lists'
import { refreshRootLists } from '@/lib/certificates/refresh-root-lists'
import { policy } from '@/lib/policies/policy'
import { type ApiClient, apiClient } from '@/test/api-client'
import { hasCommand } from '@/test/has-command'
import { issuedCertificate } from '@/test/issued'
import { makeKey } from '@/test/keys'
import { type LaunchedGateway, launchGateway } from '@/test/launch-gateway'
import { serviceToken } from '@/test/service-token'
import { signAs } from '@/test/sign-as'
import { startRedis, type TestRedis } from '@/test/start-redis'
import { verifyClient } from '@/test/verify-client'
import { keyRate } from './gate/key-rate'
import { connectRedis } from './redis'

describe.skipIf(!hasCommand('redis-server'))('two gateways that share a Redis', () => {
  let redis: TestRedis
  let gateways: LaunchedGateway[]
  let clients: ReturnType<typeof verifyClient>[]
  let program: ApiClient
  let key: { id: string; accessKey: string; secret: string }
  let busy: typeof key

  beforeAll(async () => {
    await ensureAuthorities()
    await ensureServerCertificate()
    await Promise.all([refreshRevocationLists(), refreshRootLists(), keepResponders()])
    redis = await startRedis()
    const settings = { REDIS_URL: redis.url, LOG_LEVEL: 'info' }
    gateways = await Promise.all([launchGateway(settings), launchGateway(settings)])
    const token = await serviceToken()
    clients = gateways.map(({ internal }) => verifyClient(internal, token))
    const certificate = await issuedCertificate()
    key = await makeKey(certificate.customer)
    busy = await makeKey(certificate.customer)
    program = apiClient(gateways[0]?.tls ?? '', certificate.chain[2] ?? '', certificate)
  }, 120_000)
  afterAll(async () => {
    program.close()
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
  const connected = async () => {
    const connection = connectRedis(redis.url)
    await once(connection, 'ready')
    return connection
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

  test('a key that spent its minute at one gateway is told to come back by the others', async () => {
    const connection = await connected()
    const { count } = keyRate(policy().limits.keyRequestsPerMinute, connection)
    for (let left = policy().limits.keyRequestsPerMinute; left > 0; left -= 200)
      await Promise.all(Array.from({ length: Math.min(left, 200) }, () => count(busy.id)))
    connection.disconnect()
    for (const client of clients)
      expect(await client.ask(signAs.signet(unsigned, { ...busy, timeMs: Date.now() }))).toMatchObject({
        ...{ decision: 'deny', code: 'rate_limited' },
        told: { status: 429, body: { code: 'rate_limited' } },
      })
    const { status, headers, body } = await program.sign(busy, 'GET', '/v1/key')
    expect([status, headers['retry-after'], body.code]).toEqual([429, '60', 'rate_limited'])
    // Whose minute is spent is the key, not its customer.
    expect((await program.sign(key, 'GET', '/v1/key')).status).toBe(200)
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

  test('gateways count a key together, and each for itself once Redis stops', async () => {
    const connections = await Promise.all([connected(), connected()])
    const [one, other] = connections.map((connection) => keyRate(3, connection))
    if (!one || !other) throw new Error('there are two')
    expect([await one.count('a'), await other.count('a'), await one.count('a')]).toEqual([
      false,
      false,
      false,
    ])
    expect([await other.count('a'), await one.count('a')]).toEqual([true, true])
    expect([other.isOver('a'), one.isOver('a')]).toEqual([true, true])
    expect(await other.count('b')).toBe(false)

    await redis.stop()
    for (const { count } of [one, other])
      expect([await count('c'), await count('c'), await count('c'), await count('c')]).toEqual([
        ...[false, false, false],
        true,
      ])
    for (const connection of connections) connection.disconnect()
  })
})
