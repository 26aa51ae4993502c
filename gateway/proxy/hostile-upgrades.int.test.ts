import { once } from 'node:events'
import { connect as connectPlain } from 'node:net'
import { connect } from 'node:tls'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensureAuthorities } from '@/lib/certificates/ensure-authorities'
import { ensureServerCertificate } from '@/lib/certificates/ensure-server-certificate'
import { type LaunchedGateway, launchGateway } from '@/test/launch-gateway'
import { rawConnection } from '@/test/raw-connection'
import { type RecordingUpstream, recordingUpstream } from '@/test/recording-upstream'

let gateway: LaunchedGateway
let upstream: RecordingUpstream
const get = 'GET /a HTTP/1.1\r\nHost: x\r\n\r\n'
const upgrade = 'GET /b HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'

beforeAll(async () => {
  await ensureAuthorities()
  await ensureServerCertificate()
  upstream = await recordingUpstream()
  gateway = await launchGateway({ UPSTREAM_URL: upstream.url })
}, 120_000)
afterAll(async () => {
  await gateway.stop()
  await upstream.close()
})

test('an upgrade behind requests that are not answered yet ends its connection, not the gateway', async () => {
  for (const before of [get, get + get, upgrade]) {
    const connection = await rawConnection(gateway.tls)
    connection.socket.write(before + upgrade)
    await connection.end()
  }
  expect((await fetch(`${gateway.internal}/healthz`)).status).toBe(200)
})

test('whoever is refused an upgrade is let go of, also when they stay', async () => {
  const { hostname, port } = new URL(gateway.tls)
  const plain = connectPlain({ host: hostname, port: Number(port), allowHalfOpen: true })
  const socket = connect({ socket: plain, rejectUnauthorized: false })
  for (const one of [plain, socket]) one.on('error', () => {})
  socket.write(upgrade)
  const [answer] = (await once(socket, 'data')) as [Buffer]
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 401 /)
  // To a connection that is gone nothing can be sent for long.
  const sending = setInterval(() => plain.write('more'), 20)
  await new Promise((resolve) => plain.once('close', resolve))
  clearInterval(sending)
})
