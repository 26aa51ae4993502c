import { mkdtempSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensureAuthorities } from '@/lib/certificates/ensure-authorities'
import { ensureServerCertificate } from '@/lib/certificates/ensure-server-certificate'
import { gatewayTlsFiles } from '@/lib/certificates/gateway-tls-files'
import { keepResponders } from '@/lib/certificates/keep-responders'
import { refreshRevocationLists } from '@/lib/certificates/refresh-revocation-lists'
import { refreshRootLists } from '@/lib/certificates/refresh-root-lists'
import { database } from '@/lib/db/client'
import { toPem } from '@/lib/pki/pem'
import { launchGateway } from '@/test/launch-gateway'
import { openssl } from '@/test/openssl'

const cwd = mkdtempSync(join(tmpdir(), 'signet-gateway-'))
const root = join(cwd, 'root.pem')

beforeAll(async () => {
  await ensureAuthorities()
  expect(await ensureServerCertificate()).toBe(true)
  const { der } = await database().certificateAuthority.findFirstOrThrow({ where: { role: 'root' } })
  writeFileSync(root, toPem('CERTIFICATE', der))
})
afterAll(() => rm(cwd, { recursive: true }))

test('it lives at once, and is ready once lists and responders are there', async () => {
  const gateway = await launchGateway()
  const ready = async () => {
    const answer = await fetch(`${gateway.internal}/readyz`)
    return [answer.status, await answer.json()]
  }
  const list = async () => (await fetch(`${gateway.pki}/ca/crl/0`)).status
  try {
    expect(await (await fetch(`${gateway.internal}/healthz`)).json()).toEqual({ alive: true })
    expect(await ready()).toEqual([
      503,
      { ready: false, database: true, revocationLists: false, responders: false },
    ])
    expect(await list()).toBe(404)
    await Promise.all([refreshRevocationLists(), refreshRootLists(), keepResponders()])
    expect(await ready()).toEqual([
      200,
      { ready: true, database: true, revocationLists: true, responders: true },
    ])
    expect(await list()).toBe(200)
  } finally {
    expect(await gateway.stop()).toBe(0)
  }
})

test('the key of the gateway’s certificate is for its own user only', () => {
  const { certificate, key } = gatewayTlsFiles()
  expect(statSync(key).mode & 0o777).toBe(0o600)
  const said = openssl(
    `verify -x509_strict -purpose sslserver -CAfile ${root} -untrusted ${certificate} ${certificate}`,
  )
  expect(said.toString()).toContain('OK')
})

test('a demo whose root key was taken away before it had a certificate runs without TLS, and says why', async () => {
  const { certificate } = gatewayTlsFiles()
  renameSync(certificate, `${certificate}.away`)
  const without = await launchGateway()
  expect(without.printed()).toMatch(/runs without TLS: .* Put it back there for one start\.\n/)
  expect((await fetch(`${without.pki}/ca/chain.pem`)).status).toBe(200)
  await expect(fetch(without.tls)).rejects.toThrow()
  expect(await without.stop()).toBe(0)
  renameSync(`${certificate}.away`, certificate)
})

test.each([
  [
    'a file that is not there',
    '/nonexistent/a.pem',
    /^The gateway can't read \/nonexistent\/a\.pem \(ENOENT\)\.\n$/,
  ],
  ['a key of another', '', /are not PEM files that belong together\.\n$/],
])('it does not start with %s', async (_what, certificate, sentence) => {
  const files = {
    GATEWAY_TLS_CERT: certificate || root,
    GATEWAY_TLS_KEY: gatewayTlsFiles().key,
  }
  await expect(launchGateway(files)).rejects.toThrow(sentence)
})
