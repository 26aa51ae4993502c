import { execFile } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { get } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensureAuthorities } from '@/lib/certificates/ensure-authorities'
import { ensureServerCertificate } from '@/lib/certificates/ensure-server-certificate'
import { database } from '@/lib/db/client'
import { clientSnippets, passwordVariable } from '@/lib/pki/client-snippets'
import { exportFileName } from '@/lib/pki/export-name'
import { lockKey } from '@/lib/pki/locked-key'
import { makePem } from '@/lib/pki/make-pem'
import { toPem } from '@/lib/pki/pem'
import { hasCommand } from '@/test/has-command'
import { inMemoryCa } from '@/test/in-memory-ca'
import { issuedCertificate, revokeAsStaff, type TestCertificate } from '@/test/issued'
import { type LaunchedGateway, launchGateway } from '@/test/launch-gateway'

const cwd = mkdtempSync(join(tmpdir(), 'signet-shown-'))
const password = 'A123456789'
let gateway: LaunchedGateway
let root = ''

beforeAll(async () => {
  await ensureAuthorities()
  await ensureServerCertificate()
  root = (await issuedCertificate()).chain[2] ?? ''
  gateway = await launchGateway()
}, 120_000)
afterAll(async () => {
  await gateway.stop()
  await rm(cwd, { recursive: true })
})

type Shown = { key?: string; cert?: string }

/** What the gateway says of a certificate. */
function ask(shown: Shown): Promise<{ status: number | undefined; said: Record<string, string> }> {
  return new Promise((resolve, reject) => {
    get(`${gateway.tls}/v1/certificate`, { ...shown, ca: root, agent: false }, async (answer) =>
      resolve({ status: answer.statusCode, said: JSON.parse(await text(answer)) }),
    ).on('error', reject)
  })
}

const keyText = ({ key }: TestCertificate) =>
  key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const shown = (certificate: TestCertificate): Shown => ({
  key: keyText(certificate),
  cert: certificate.chain.slice(0, 2).join(''),
})

test('a client is told which certificate it showed, until that ends or is revoked', async () => {
  const certificate = await issuedCertificate()
  const { status, said } = await ask(shown(certificate))
  expect([status, said.serialNumber, said.state]).toEqual([200, certificate.serialNumber, 'valid'])

  const { id, notAfter, notBefore } = await database().certificate.findUniqueOrThrow({
    where: { id: certificate.id },
  })
  const move = (data: { notBefore?: Date; notAfter?: Date }) =>
    database().certificate.update({ where: { id }, data })
  await move({ notAfter: new Date(Date.now() - 1000) })
  expect((await ask(shown(certificate))).said.code).toBe('certificate_expired')
  await move({ notAfter, notBefore: new Date(Date.now() + 60_000) })
  expect((await ask(shown(certificate))).said.code).toBe('certificate_not_yet_valid')
  await move({ notBefore })

  await revokeAsStaff(certificate)
  const refused = await ask(shown(certificate))
  expect([refused.status, refused.said.code]).toEqual([401, 'certificate_revoked'])
})

test('who shows none, or one of another CA, is told so', async () => {
  expect(await ask({})).toMatchObject({
    status: 401,
    said: { code: 'certificate_required', requestId: expect.any(String) },
  })
  const other = await (await inMemoryCa(new Date())).issue({ serialNumber: 'T1', commonName: 'a' })
  const [leaf, issuing] = other.chain.map((der) => toPem('CERTIFICATE', der))
  const key = toPem('PRIVATE KEY', other.pkcs8)
  expect(await ask({ key, cert: `${leaf}${issuing}` })).toMatchObject({
    status: 401,
    said: { code: 'certificate_unknown' },
  })
})

test.skipIf(!hasCommand('curl'))('what the help pages say works with this gateway', async () => {
  const certificate = await issuedCertificate()
  const { serialNumber, key, chain } = certificate
  const pkcs8 = Uint8Array.from(key.privateKey.export({ type: 'pkcs8', format: 'der' }))
  const ders = chain.map((pem) => Uint8Array.from(Buffer.from(pem.replace(/-----.*?-----/g, ''), 'base64')))
  const file = makePem(await lockKey(pkcs8, password, 100_000), ders)
  writeFileSync(join(cwd, exportFileName(serialNumber, 'pem')), file)
  for (const client of ['curl', 'node'] as const) {
    let printed = ''
    const place = { serialNumber, gatewayOrigin: gateway.tls, ownCa: true }
    for (const { fileName, code } of clientSnippets(client, 'pem', place)) {
      if (fileName) writeFileSync(join(cwd, fileName), code)
      else {
        const env = { ...process.env, [passwordVariable]: password }
        printed = (await promisify(execFile)('bash', ['-o', 'pipefail', '-c', code], { cwd, env })).stdout
      }
    }
    expect(printed).toContain(`"serialNumber":"${serialNumber}","state":"valid"`)
  }
})
