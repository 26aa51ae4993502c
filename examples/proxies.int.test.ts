import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { unusedPort } from '@/campaigns/support/launch-portal'
import { ensureAuthorities } from '@/lib/certificates/ensure-authorities'
import { ensureServerCertificate } from '@/lib/certificates/ensure-server-certificate'
import { database } from '@/lib/db/client'
import { toPem } from '@/lib/pki/pem'
import type { RequestFacts } from '@/lib/signing/request'
import { endedSession } from '@/test/ended-session'
import { hasCommand } from '@/test/has-command'
import { type LaunchedGateway, launchGateway } from '@/test/launch-gateway'
import { type RecordingUpstream, recordingUpstream } from '@/test/recording-upstream'
import { serviceToken } from '@/test/service-token'
import { type TradingKey, tradingKey } from '@/test/trading-key'

type Proxy = {
  kind: string
  file: string
  args: (folder: string) => string[]
  postsThrough: 'gateway' | 'proxy'
}
const proxies: Record<string, Proxy> = {
  nginx: {
    kind: 'nginx',
    file: 'nginx.conf',
    args: (folder) => ['-p', folder, '-c', 'nginx.conf', '-e', 'stderr', '-g', 'daemon off;'],
    postsThrough: 'gateway',
  },
  caddy: {
    kind: 'caddy',
    file: 'Caddyfile',
    args: () => ['run', '--config', 'Caddyfile', '--adapter', 'caddyfile'],
    postsThrough: 'gateway',
  },
  envoy: {
    kind: 'envoy-with-body',
    file: 'envoy.yaml',
    args: () => ['-c', 'envoy.yaml', '--use-dynamic-base-id'],
    postsThrough: 'proxy',
  },
}
const isThere = (name: string) => hasCommand(name) || hasCommand(`/usr/sbin/${name}`)

describe.each(Object.entries(proxies))('behind %s', (name, { kind, file, args, postsThrough }) => {
  describe.skipIf(!isThere(name))(`the example examples/${name}`, () => {
    const folder = mkdtempSync(join(tmpdir(), `signet-${name}-`))
    let gateway: LaunchedGateway
    let upstream: RecordingUpstream
    let key: TradingKey
    let port = 0
    let stop = async () => {}
    let printed = ''

    beforeAll(async () => {
      // Workers run as another user.
      chmodSync(folder, 0o711)
      await ensureAuthorities()
      await ensureServerCertificate()
      const { der } = await database().certificateAuthority.findFirstOrThrow({ where: { role: 'root' } })
      writeFileSync(join(folder, 'gateway-ca.pem'), toPem('CERTIFICATE', der))
      upstream = await recordingUpstream()
      const settings = { FORWARD_AUTH: kind, TRUSTED_PROXIES: '127.0.0.1', UPSTREAM_URL: upstream.url }
      gateway = await launchGateway(settings)
      key = await tradingKey(['account.read', 'orders.trade'])
      const token = await serviceToken('proxy')
      port = await unusedPort()
      writeFileSync(join(folder, 'signet-token.conf'), `proxy_set_header Signet-Service-Token ${token};\n`)
      const ports: Record<string, string> = {
        8080: String(port),
        8081: String(await unusedPort()),
        4000: new URL(gateway.tls).port,
        4001: new URL(gateway.internal).port,
      }
      const config = readFileSync(`examples/${name}/${file}`, 'utf8')
        .replace(/(?<=: ?|port_value: )(8080|8081|4000|4001)\b/g, (found) => ports[found] ?? found)
        .replaceAll('SIGNET_SERVICE_TOKEN }', `${token} }`)
      writeFileSync(join(folder, file), config)
      const { PATH, NODE_ENV } = process.env
      const env = { NODE_ENV, PATH: `${PATH}:/usr/sbin`, HOME: folder, SIGNET_SERVICE_TOKEN: token }
      const child = spawn(name, args(folder), { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk: Buffer) => {
          printed += chunk
        })
      const closed = once(child, 'close')
      stop = async () => {
        child.kill('SIGTERM')
        await closed
      }
      await vi.waitFor(async () => expect((await send(key.sign({}))).status, printed).toBe(200), 10_000)
    }, 60_000)
    afterAll(async () => {
      await stop()
      await Promise.all([gateway?.stop(), upstream?.close()])
      rmSync(folder, { recursive: true, force: true })
    })

    function send({ method, path, query, headers, body }: RequestFacts, more: Record<string, string> = {}) {
      return new Promise<{ status: number; text: string; retryAfter: string | undefined }>(
        (resolve, reject) => {
          const sent = request({
            ...{ host: '127.0.0.1', port, method, path: query ? `${path}?${query}` : path, agent: false },
            headers: { ...Object.fromEntries(headers), ...more, 'content-length': body?.length ?? 0 },
          })
          sent.on('response', async (answer) =>
            resolve({
              ...{ status: answer.statusCode ?? 0, text: await text(answer) },
              retryAfter: answer.headers['retry-after'],
            }),
          )
          sent.on('error', reject)
          sent.end(body)
        },
      )
    }
    const forged = {
      'Signet-Customer': 'forged',
      Signet_Customer: 'forged',
      'Signet-Permissions': 'forged',
      'Signet-Session': 'forged',
      'X-Forwarded-Uri': '/forged',
      'X-Original-URI': '/forged',
      'X-Original-Method': 'forged',
    }

    test('passes a signed GET on, with who sent it and nothing that the client claims', async () => {
      const facts = key.sign({ path: '/v1/a%20b', query: "symbol=2330&note=x'y" })
      const { status, text } = await send(facts, forged)
      expect(status, text + printed).toBe(200)
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

    test.skipIf(postsThrough === 'proxy')('leaves the gateway’s own routes to the gateway', async () => {
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
        if (postsThrough === 'proxy' && path !== '/v1/orders') continue
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
