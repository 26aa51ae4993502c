import { once } from 'node:events'
import { connect, type TLSSocket } from 'node:tls'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { ensureAuthorities } from '@/lib/certificates/ensure-authorities'
import { ensureServerCertificate } from '@/lib/certificates/ensure-server-certificate'
import { database } from '@/lib/db/client'
import { launchGateway } from '@/test/launch-gateway'
import { type RecordingUpstream, recordingUpstream } from '@/test/recording-upstream'
import { sendSigned } from '@/test/send-signed'
import { tradingKey } from '@/test/trading-key'
import { stopSeconds } from './stop-seconds'

const upstreams: RecordingUpstream[] = []

beforeAll(async () => {
  await ensureAuthorities()
  await ensureServerCertificate()
})
afterAll(() => Promise.all(upstreams.map((one) => one.close())))

/** A gateway before a trading API, and an order on its way to that. */
async function withOrder(timeoutSeconds: number, answer: Parameters<RecordingUpstream['next']>[0]) {
  const upstream = await recordingUpstream()
  upstreams.push(upstream)
  const settings = { UPSTREAM_URL: upstream.url, UPSTREAM_TIMEOUT_SECONDS: String(timeoutSeconds) }
  const gateway = await launchGateway(settings)
  const key = await tradingKey(['orders.trade'])
  upstream.next(answer)
  const order = sendSigned(gateway.tls, key.sign({ method: 'POST', body: Buffer.from('{}') }))
  await vi.waitFor(() => expect(upstream.received).toHaveLength(1), 20_000)
  return { gateway, key, order }
}

test.concurrent('an order that is on its way is answered, and nobody else is waited for', async () => {
  const { gateway, order } = await withOrder(30, (_, response) =>
    setTimeout(() => response.end('done'), 6_000),
  )
  const silent = await connection(gateway.tls)
  const over = gateway.stop()
  expect(await order).toMatchObject({ status: 200, text: 'done' })
  expect(await over, gateway.printed()).toBe(0)
  silent.destroy()
})

test.concurrent('one that takes longer than the trading API may is cut off, said, and counted all the same', async () => {
  const { gateway, key, order } = await withOrder(1, (_, response) => {
    const dripping = setInterval(() => response.write('.'), 100)
    response.on('close', () => clearInterval(dripping))
  })
  expect(await gateway.stop()).toBe(1)
  expect((await order).text).toBe('cut off')
  expect(gateway.printed()).toContain('not everything is answered')
  expect(await database().usageHour.count({ where: { apiKeyId: key.id } })).toBe(1)
})

test('the end is bounded, whatever the trading API may take', () => {
  expect(stopSeconds({ UPSTREAM_TIMEOUT_SECONDS: 60 }).requests).toBeGreaterThan(60)
  expect(stopSeconds({ UPSTREAM_TIMEOUT_SECONDS: 3600 }).all).toBeLessThan(180)
})

/** One over which nothing is ever asked. */
async function connection(origin: string): Promise<TLSSocket> {
  const { hostname, port } = new URL(origin)
  const socket = connect({ host: hostname, port: Number(port), rejectUnauthorized: false })
  socket.on('error', () => {})
  await once(socket, 'secureConnect')
  return socket
}
