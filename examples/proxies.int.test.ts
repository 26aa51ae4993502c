import type { IncomingMessage } from 'node:http'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { ensureAuthorities } from '@/lib/certificates/ensure-authorities'
import { ensureServerCertificate } from '@/lib/certificates/ensure-server-certificate'
import { deactivateKey } from '@/lib/keys/deactivate-key'
import type { RequestFacts } from '@/lib/signing/request'
import { endedSession } from '@/test/ended-session'
import { exampleProxies, isThere, type RunningProxy, runExampleProxy } from '@/test/example-proxy'
import { type LaunchedGateway, launchGateway } from '@/test/launch-gateway'
import { headOf, rawConnection } from '@/test/raw-connection'
import { type RecordingUpstream, recordingUpstream } from '@/test/recording-upstream'
import { sendToPort } from '@/test/send-to-port'
import { type TradingKey, tradingKey } from '@/test/trading-key'
import { echo, webSocketHead } from '@/test/web-socket'

describe.each(Object.entries(exampleProxies))('behind %s', (name, { kind, postsThrough, straight }) => {
  describe.skipIf(!isThere(name))(`the example examples/${name}`, () => {
    let gateway: LaunchedGateway
    let upstream: RecordingUpstream
    let key: TradingKey
    const running: RunningProxy[] = []
    const upgrades: IncomingMessage[] = []

    beforeAll(async () => {
      await ensureAuthorities()
      await ensureServerCertificate()
      upstream = await recordingUpstream()
      upstream.onUpgrade((request, socket, head) => {
        upgrades.push(request)
        socket.on('error', () => {})
        echo(socket, head)
      })
      const settings = { FORWARD_AUTH: kind, TRUSTED_PROXIES: '127.0.0.1', UPSTREAM_URL: upstream.url }
      gateway = await launchGateway(settings)
      key = await tradingKey(['account.read', 'orders.trade'])
      running.push(await runExampleProxy(name, gateway))
      if (straight) running.push(await runExampleProxy(name, gateway, new URL(upstream.url).port))
      for (const { port, printed } of running)
        await vi.waitFor(
          async () => expect((await sendToPort(port, key.sign({}))).status, printed()).toBe(200),
          20_000,
        )
    })
    afterAll(async () => {
      await Promise.all(running.map((proxy) => proxy.stop()))
      await Promise.all([gateway?.stop(), upstream?.close()])
    })

    const send = (facts: RequestFacts, more?: Record<string, string>) =>
      sendToPort(running[0]?.port ?? 0, facts, more)
    const forged = {
      'Signet-Customer': 'forged',
      Signet_Customer: 'forged',
      'Signet-Permissions': 'forged',
      'Signet-Session': 'forged',
      Forwarded: 'for=forged',
      'X-Forwarded-Method': 'forged',
      'X-Forwarded-Uri': '/forged',
      'X-Original-Method': 'forged',
      'X-Original-URI': '/forged',
      'X-Original-URL': '/forged',
      'X-Rewrite-URL': '/forged',
      'X-HTTP-Method': 'forged',
    }

    test('passes a signed GET on, with who sent it and nothing that the client claims', async () => {
      const facts = key.sign({ path: '/v1/a%20b', query: "symbol=2330&note=x'y" })
      const { status, text } = await send(facts, forged)
      expect(status, text).toBe(200)
      expect(JSON.parse(text)).toEqual({
        target: "/v1/a%20b?symbol=2330&note=x'y",
        customer: key.customer.accountId,
        key: key.accessKey,
        session: '',
        permissions: 'account.read orders.trade',
        credentials: '',
      })
    })

    test('passes a signed POST on, byte for byte, and not another body', async () => {
      const body = Buffer.from('{ "symbol":"2330",\n"note":"台積電" }')
      const facts = key.sign({ method: 'POST', body })
      upstream.received.splice(0)
      expect((await send(facts, forged)).status).toBe(200)
      if (postsThrough === 'gateway') {
        const [got, ...others] = upstream.received
        expect(others).toEqual([])
        expect(got?.body.equals(body)).toBe(true)
        expect(got?.headers).toMatchObject({
          'signet-customer': key.customer.accountId,
          'signet-address': '127.0.0.1',
        })
        expect(JSON.stringify(got?.headers)).not.toContain('forged')
      }
      const changed = await send({ ...key.sign({ method: 'POST', body }), body: Buffer.from('{}') })
      expect([changed.status, JSON.parse(changed.text).code]).toEqual([401, 'invalid_credentials'])
    })

    test('passes nothing on that the gateway refuses', async () => {
      const none = await send({ ...key.sign({}), headers: [] })
      expect([none.status, JSON.parse(none.text).code]).toEqual([401, 'invalid_credentials'])
      const reader = await tradingKey(['account.read'])
      const { status, text } = await send(reader.sign({ method: 'POST' }))
      expect([status, JSON.parse(text).code]).toEqual([403, 'permission_missing'])
      const trader = await tradingKey(['orders.trade'])
      expect((await send(trader.sign({}))).status).toBe(403)
      const elsewhere = await tradingKey(['account.read', 'orders.trade'], 'signet', {
        addresses: ['203.0.113.7'],
      })
      for (const method of ['GET', 'POST']) {
        const answer = await send(elsewhere.sign({ method }), {
          'X-Forwarded-For': '203.0.113.7',
          'X-Real-IP': '203.0.113.7',
        })
        expect([answer.status, JSON.parse(answer.text).code]).toEqual([403, 'ip_not_allowed'])
      }
    })

    test('leaves the gateway’s own routes to the gateway', async () => {
      const own = await send(key.sign({ path: '/v1/key', query: 'a=1' }))
      expect(JSON.parse(own.text)).toMatchObject({ key: { accessKey: key.accessKey } })
      for (const path of ['/v1/sessions/current', '/v1/sessions/current/events'])
        expect(JSON.parse((await send(key.sign({ path }))).text).code).toBe('no_session')
      expect(JSON.parse((await send(key.sign({ path: '/v1/certificate' }))).text).code).toBe(
        'certificate_required',
      )
      expect(await send(key.sign({ path: '/v1/leaked' }))).toMatchObject({ status: 405 })
      expect(JSON.parse((await send(key.sign({ path: '/v1/keys' }))).text).target).toBe('/v1/keys')
    })

    test('tells a client of its forced logout, whatever it asks for', async () => {
      const headers = [['Authorization', `Bearer ${await endedSession()}`]] as const
      for (const path of ['/v1/orders', '/v1/sessions/current']) {
        const { status, text } = await send({ ...key.sign({ path }), headers })
        expect([status, JSON.parse(text)]).toMatchObject([401, { code: 304, reason: 'key_deactivated' }])
      }
    })

    test('passes what is public on without a key, as nobody’s', async () => {
      const facts = { ...key.sign({ path: '/api/v3/time' }), headers: [] }
      const { status, text } = await send(facts, forged)
      expect([status, JSON.parse(text)]).toMatchObject([
        200,
        { target: '/api/v3/time', customer: '', key: '', permissions: '' },
      ])
    })

    test('passes no body on that nobody signed', async () => {
      upstream.received.splice(0)
      const { status, text } = await send({ ...key.sign({}), body: Buffer.from('{"evil":1}') })
      // nginx leaves the body out, the others have it verified.
      expect(status).toBe(name === 'nginx' ? 200 : 401)
      expect(text).not.toContain('evil')
      expect(upstream.received).toEqual([])
    })

    describe.each([
      { way: 'through the gateway', index: 0, here: true },
      { way: 'straight to the API', index: 1, here: straight !== undefined },
    ])('a WebSocket $way', ({ index, here }) => {
      const open = async (facts: RequestFacts, lines = webSocketHead) => {
        const connection = await rawConnection(`http://127.0.0.1:${running[index]?.port}`)
        const claims = Object.entries(forged).map(([field, value]) => `${field}: ${value}`)
        connection.socket.write(headOf(facts, ...lines, ...claims))
        return connection
      }
      const signed = (one = key) => one.sign({ path: '/v1/stream', query: 'of=2330' })

      test.skipIf(!here)('is let in when it is signed, as whose it is', async () => {
        const connection = await open(signed())
        await connection.until('hello ')
        connection.socket.write('echo')
        expect(await connection.until('hello echo')).toMatch(/^HTTP\/1\.1 101 /)
        connection.socket.destroy()
        const { url, headers } = upgrades.at(-1) ?? {}
        expect(url).toBe('/v1/stream?of=2330')
        expect(headers).toMatchObject({ 'signet-customer': key.customer.accountId })
        expect(JSON.stringify(headers)).not.toMatch(/forged|signet-signature/)
        // Only the gateway speaks TLS here, and says so.
        expect(headers?.['x-forwarded-proto'] === 'https').toBe(index === 0)
      })

      test.skipIf(!here)('is refused when nobody signed it, or to another protocol', async () => {
        const before = upgrades.length
        const unsigned = await open({ ...signed(), headers: [['Host', 'api.example']] })
        expect(await unsigned.until('}')).toMatch(/^HTTP\/1\.1 401 [\s\S]*"code":"invalid_credentials"/)
        const other = webSocketHead.map((line) => line.replace('websocket', 'h2c'))
        const elsewhere = await open(signed(), other)
        // Envoy takes such a wish for none: the request is answered as any other.
        const answer = await elsewhere.until('}')
        if (name === 'envoy') expect(answer).toMatch(/^HTTP\/1\.1 /)
        else expect(answer).toMatch(/^HTTP\/1\.1 400 [\s\S]*upgrade_refused/)
        expect(upgrades.length).toBe(before)
        for (const { socket } of [unsigned, elsewhere]) socket.destroy()
      })

      test.skipIf(index > 0)('ends with its key', async () => {
        const own = await tradingKey(['account.read'])
        const connection = await open(signed(own))
        await connection.until('hello ')
        await deactivateKey(own.customer, { id: own.id })
        await connection.end()
      })
    })

    // The last: from then on this computer has to wait.
    test('tells whoever failed too often when to come back', async () => {
      const made = { 'Signet-Key': `sgk_${'1'.repeat(28)}` }
      const guess = () => send(key.sign({}), made)
      await expect
        .poll(
          async () => {
            await Promise.all(Array.from({ length: 100 }, guess))
            const { status, text, retryAfter } = await guess()
            return [status, JSON.parse(text).code, retryAfter]
          },
          { timeout: 30_000 },
        )
        .toEqual([429, 'invalid_credentials', '60'])
    })
  })
})
