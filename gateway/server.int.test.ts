import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, type TLSSocket } from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ensureAuthorities } from '@/lib/certificates/ensure-authorities'
import { ensureServerCertificate } from '@/lib/certificates/ensure-server-certificate'
import { gatewayTlsFiles } from '@/lib/certificates/gateway-tls-files'
import { keepResponders } from '@/lib/certificates/keep-responders'
import { refreshRevocationLists } from '@/lib/certificates/refresh-revocation-lists'
import { refreshRootLists } from '@/lib/certificates/refresh-root-lists'
import { database } from '@/lib/db/client'
import { hasCommand } from '@/test/has-command'
import { issuedCertificate, revokeAsStaff, type TestCertificate } from '@/test/issued'
import { type LaunchedGateway, launchGateway } from '@/test/launch-gateway'
import { openssl } from '@/test/openssl'
import { run } from '@/test/run'

const cwd = mkdtempSync(join(tmpdir(), 'signet-gateway-'))
let gateway: LaunchedGateway
let good: TestCertificate
let revoked: TestCertificate

const write = (name: string, text: string | Uint8Array) => writeFileSync(join(cwd, name), text)
const curl = (...args: string[]) => run('curl', ['-sS', '--max-time', '20', ...args], { cwd })
const bytes = async (address: string) => Buffer.from(await (await fetch(address)).arrayBuffer())
const pemList = (der: Uint8Array) => openssl('crl -inform DER', { input: der }).toString()
const listOf = async ({ list }: TestCertificate) => pemList(await bytes(`${gateway.pki}/ca/crl/${list}`))

beforeAll(async () => {
  await ensureAuthorities()
  expect(await ensureServerCertificate()).toBe(true)
  ;[good, revoked] = [await issuedCertificate(), await issuedCertificate()]
  await revokeAsStaff(revoked)
  gateway = await launchGateway({ LOG_LEVEL: 'debug', METRICS_TOKEN: 'a-long-enough-metrics-token' })
  await Promise.all([refreshRevocationLists(), refreshRootLists(), keepResponders()])
  write('chain.pem', await bytes(`${gateway.pki}/ca/chain.pem`))
  write('root.pem', good.chain[2] ?? '')
}, 120_000)
afterAll(async () => {
  expect(await gateway.stop()).toBe(0)
  await rm(cwd, { recursive: true })
})

describe('over plain HTTP', () => {
  test('the chain holds every CA of customers, the issuing one first', async () => {
    const pem = readFileSync(join(cwd, 'chain.pem'), 'utf8')
    expect(pem).toBe(good.chain.slice(1).join(''))
  })

  test('each CA is where certificates say that their issuer is', async () => {
    const rows = await database().certificateAuthority.findMany()
    expect(rows.map(({ role }) => role).sort()).toEqual(['issuing', 'root', 'server'])
    for (const { serialNumber, der } of rows) {
      const answer = await fetch(`${gateway.pki}/ca/${serialNumber}.cer`)
      expect(answer.headers.get('content-type')).toBe('application/pkix-cert')
      expect(Buffer.from(await answer.arrayBuffer()).equals(der)).toBe(true)
    }
    const leaf = new X509Certificate(good.chain[0] ?? '')
    for (const address of leaf.infoAccess?.match(/http:\S+/g) ?? [])
      expect(new URL(address).pathname).toMatch(/^\/ca\/(ocsp|[0-9a-f]{40}\.cer)$/)
  })

  test('openssl checks a certificate by the list that it names, and refuses the revoked one', async () => {
    const named = / URI:\S+(\/ca\/crl\/root\/[0-9a-f]{40})\n/.exec(
      openssl('x509 -noout -text', { input: good.chain[1] ?? '' }).toString(),
    )
    const root = pemList(await bytes(`${gateway.pki}${named?.[1]}`))
    expect(root).toBe(pemList(await bytes(`${gateway.pki}/ca/crl/root`)))
    for (const [name, certificate] of Object.entries({ good, revoked })) {
      write(`${name}.pem`, certificate.chain[0] ?? '')
      write(`${name}.crl`, `${await listOf(certificate)}${root}`)
    }
    const verify = (name: string) =>
      run(
        'openssl',
        [
          'verify',
          '-x509_strict',
          '-crl_check_all',
          '-CAfile',
          'root.pem',
          '-untrusted',
          'chain.pem',
          '-CRLfile',
          `${name}.crl`,
          `${name}.pem`,
        ],
        { cwd },
      )
    expect((await verify('good')).printed).toBe('good.pem: OK\n')
    expect((await verify('revoked')).printed).toContain('certificate revoked')
  })

  test('a list is kept by caches for a while, and told to be the same', async () => {
    const address = `${gateway.pki}/ca/crl/${good.list}`
    const answer = await fetch(address)
    expect(answer.headers.get('content-type')).toBe('application/pkix-crl')
    expect(answer.headers.get('cache-control')).toBe('public, max-age=300')
    const tag = answer.headers.get('etag') ?? ''
    const again = await fetch(address, { headers: { 'if-none-match': tag } })
    expect([again.status, await again.text()]).toEqual([304, ''])
  })

  test.each([
    ['/', 404],
    ['/ca', 404],
    ['/ca/crl/128', 404],
    ['/ca/crl/-1', 404],
    ['/ca/crl/01', 404],
    ['/ca/crl/99999999999', 404],
    ['/ca/crl/1.5', 404],
    ['/ca/crl/..%2froot', 404],
    ['/ca/ffff.cer', 404],
    ['/ca/zz.cer', 404],
    ['/ca/%00.cer', 404],
    ['/healthz', 404],
    ['/readyz', 404],
    ['/metrics', 404],
    ['/%ff', 400],
  ])('%s is %d', async (path, status) => {
    const answer = await fetch(`${gateway.pki}${path}`)
    expect(answer.status).toBe(status)
    expect(await answer.text()).toMatch(/^[\w ]+\.\n$/)
  })

  test.each(['chain.pem', 'crl/0', 'crl/root'])('%s is only read', async (path) => {
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const answer = await fetch(`${gateway.pki}/ca/${path}`, { method })
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
    }
    expect((await fetch(`${gateway.pki}/ca/${path}`, { method: 'HEAD' })).status).toBe(200)
  })

  test('no answer says what serves it', async () => {
    for (const path of ['/ca/chain.pem', '/nothing', '/ca/ocsp']) {
      const { headers } = await fetch(`${gateway.pki}${path}`)
      expect([headers.get('server'), headers.get('x-powered-by')]).toEqual([null, null])
    }
  })
})

describe.skipIf(!hasCommand('curl'))('over TLS, curl', () => {
  test.each(['localhost', '127.0.0.1'])('trusts %s by our root, and is served the same', async (host) => {
    const address = `${gateway.tls.replace('localhost', host)}/ca/crl/${good.list}`
    const { stdout, status, printed } = await curl('--cacert', 'root.pem', address)
    expect(status, printed).toBe(0)
    expect(stdout.equals(await bytes(`${gateway.pki}/ca/crl/${good.list}`))).toBe(true)
  })

  test('is not fooled: by no root, nor by another name', async () => {
    expect((await curl(`${gateway.tls}/ca/chain.pem`)).status).toBe(60)
    const { port } = new URL(gateway.tls)
    const elsewhere = [
      '--resolve',
      `keys.example:${port}:127.0.0.1`,
      `https://keys.example:${port}/ca/chain.pem`,
    ]
    expect((await curl('--cacert', 'root.pem', ...elsewhere)).status).toBe(60)
  })

  test('may show a customer’s certificate, and need not', async () => {
    write('key.pem', good.key.privateKey.export({ type: 'pkcs8', format: 'pem' }))
    const shown = ['--cert', 'good.pem', '--key', 'key.pem']
    for (const args of [shown, []]) {
      const { status, printed } = await curl('--cacert', 'root.pem', ...args, `${gateway.tls}/ca/chain.pem`)
      expect(status, printed).toBe(0)
    }
  })

  test('finds no TLS older than 1.2', async () => {
    const { status } = await curl('--cacert', 'root.pem', '--tls-max', '1.1', `${gateway.tls}/ca/chain.pem`)
    expect(status).not.toBe(0)
  })
})

test('a server in Node that trusts our CA refuses the revoked certificate, by the lists it was given', async () => {
  const files = gatewayTlsFiles()
  const crl = [await listOf(good), await listOf(revoked), pemList(await bytes(`${gateway.pki}/ca/crl/root`))]
  const server = createServer({
    cert: readFileSync(files.certificate),
    key: readFileSync(files.key),
    ca: readFileSync(join(cwd, 'chain.pem')),
    crl,
    requestCert: true,
    rejectUnauthorized: false,
  })
  server.on('secureConnection', (socket: TLSSocket) => {
    socket.end(socket.authorized ? 'authorized' : String(socket.authorizationError))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const verdict = async ({ chain, key }: TestCertificate) => {
    const socket = connect({
      port,
      host: '127.0.0.1',
      ca: good.chain[2],
      cert: chain.slice(0, 2).join(''),
      key: key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    })
    let said = ''
    for await (const chunk of socket) said += String(chunk)
    return said
  }
  try {
    expect(await verdict(good)).toBe('authorized')
    expect(await verdict(revoked)).toBe('CERT_REVOKED')
  } finally {
    server.close()
  }
})

test('on loopback it measures, for who has the token', async () => {
  const ask = (headers: Record<string, string>) => fetch(`${gateway.internal}/metrics`, { headers })
  expect((await ask({})).status).toBe(401)
  expect((await ask({ authorization: 'Bearer wrong' })).status).toBe(401)
  const answer = await ask({ authorization: 'Bearer a-long-enough-metrics-token' })
  expect(answer.status).toBe(200)
  const text = await answer.text()
  expect(text).toMatch(
    /signet_gateway_request_seconds_count\{listener="pki",route="\/ca\/chain.pem",status="200"\} \d/,
  )
  expect(
    Number(/signet_revocation_list_seconds_left\{authority="issuing"\} (\S+)/.exec(text)?.[1]),
  ).toBeGreaterThan(80_000)
  expect(text).toContain('signet_revocation_lists_late 0')
  expect(text).toContain('signet_gateway_lease_held 1')
})

test('each request is one line of the log, with an id', async () => {
  await fetch(`${gateway.pki}/ca/crl/77`)
  const lines = gateway
    .printed()
    .split('\n')
    .filter((line) => line.includes('"route":"/ca/crl/'))
  expect(JSON.parse(lines.at(-1) ?? '{}')).toMatchObject({
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    listener: 'pki',
    status: 200,
  })
})
