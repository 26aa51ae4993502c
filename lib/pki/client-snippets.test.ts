import { execFile, execFileSync, spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TLSSocket } from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasCommand } from '@/test/has-command'
import { inMemoryCa } from '@/test/in-memory-ca'
import { openssl } from '@/test/openssl'
import {
  type Client,
  type ClientPlace,
  clientSnippets,
  clients,
  conversion,
  fileCheck,
  oldWindowsFile,
  passwordVariable,
} from './client-snippets'
import { type ExportFormat, exportFileName, exportFormats, exportLabel } from './export-name'
import { lockKey } from './locked-key'
import { makePem } from './make-pem'
import { makePkcs12 } from './make-pkcs12'
import { toPem } from './pem'

const password = 'two words & $signs'
const serial = '4a3b2c1d'.padEnd(40, '0')
const files: Partial<Record<ExportFormat, Uint8Array | string>> = {}
let certificate: X509Certificate
let server: Server
let place: ClientPlace
let serverCa: string

beforeAll(async () => {
  const ca = await inMemoryCa(new Date())
  const { der, pkcs8, chain } = await ca.issue({ serialNumber: 'T1', commonName: '王測試' })
  certificate = new X509Certificate(der)
  files.pem = makePem(await lockKey(pkcs8, password, 100_000), chain)
  const labels = { friendlyName: exportLabel(serial), localKeyId: Uint8Array.of(1) }
  files.p12 = await makePkcs12({ pkcs8, chain, password, iterations: 100_000, ...labels })

  const cwd = mkdtempSync(join(tmpdir(), 'signet-server-'))
  openssl(
    'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout k -out c -subj /CN=localhost -days 2 -addext subjectAltName=DNS:localhost',
    { cwd },
  )
  serverCa = readFileSync(join(cwd, 'c'), 'utf8')
  // Only the root is known here: a client that does not send its chain is refused.
  const trust = { ca: toPem('CERTIFICATE', ca.rootDer), requestCert: true, rejectUnauthorized: true }
  server = createServer(
    { key: readFileSync(join(cwd, 'k')), cert: serverCa, ...trust },
    (request, response) =>
      response.end(`hello ${(request.socket as TLSSocket).getPeerCertificate().subject.serialNumber}\n`),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  rmSync(cwd, { recursive: true })
  const gatewayOrigin = `https://localhost:${(server.address() as AddressInfo).port}`
  place = { serialNumber: serial, gatewayOrigin, ownCa: true }
})
afterAll(() => server.close())

/** A folder with one form of the file in it. */
function folder(format: ExportFormat): string {
  const cwd = mkdtempSync(join(tmpdir(), 'signet-client-'))
  writeFileSync(join(cwd, exportFileName(serial, format)), files[format] ?? '')
  return cwd
}

function bash(code: string, cwd: string, typed = password): Promise<{ ok: boolean; output: string }> {
  const env = { ...process.env, [passwordVariable]: typed }
  return new Promise((resolve) =>
    execFile('bash', ['-o', 'pipefail', '-c', code], { cwd, env }, (error, stdout, stderr) =>
      resolve({ ok: !error, output: stdout + stderr }),
    ),
  )
}

const needed: Record<Client, () => boolean> = {
  curl: () => hasCommand('curl'),
  node: () => true,
  python: () => hasCommand('python3'),
  // Runs a source file: with a JDK only.
  java: () => hasCommand('java') && execFileSync('java', ['--list-modules']).includes('jdk.compiler'),
}

/** Does what the page says, one snippet after the other. @returns what the last one printed */
async function follow(client: Client, format: ExportFormat, typed = password) {
  const cwd = folder(format)
  let last = { ok: true, output: '' }
  for (const { note, fileName, code } of clientSnippets(client, format, place)) {
    if (fileName) writeFileSync(join(cwd, fileName), code)
    else last = await bash(code, cwd, typed)
    // The server of this test has a CA of its own; the gateway's is in the file.
    if (note === 'ca') writeFileSync(join(cwd, 'signet-ca.pem'), serverCa)
    if (!last.ok) break
  }
  rmSync(cwd, { recursive: true })
  return last
}

describe.each(clients)('%s', (client) => {
  const isThere = needed[client]()
  test.skipIf(!isThere).each(exportFormats)('signs in with the %s file', async (format) => {
    const { ok, output } = await follow(client, format)
    expect(output).toContain('hello T1')
    expect(ok).toBe(true)
  })

  test.skipIf(!isThere)('does not with a wrong password', async () => {
    const { ok, output } = await follow(client, 'pem', 'wrong')
    expect(ok).toBe(false)
    expect(output).not.toContain('hello')
  })

  test.each(exportFormats)('names the customer’s own %s file and no secret', (format) => {
    const all = clientSnippets(client, format, place)
      .map(({ code }) => code)
      .join('\n')
    expect(all).toContain(exportFileName(serial, format))
    expect(all).not.toContain(password)
    const elsewhere = clientSnippets(client, format, { ...place, ownCa: false }).map(({ code }) => code)
    expect(elsewhere.join()).not.toContain('signet-ca.pem')
  })
})

describe('with openssl', () => {
  test.each(exportFormats)(
    'the %s file shows which certificate it holds, with its password only',
    async (format) => {
      const cwd = folder(format)
      const { ok, output } = await bash(fileCheck(serial, format).code, cwd)
      expect(ok).toBe(true)
      expect(output).toContain(certificate.fingerprint256)
      expect(output).toContain(certificate.serialNumber)
      expect((await bash(fileCheck(serial, format).code, cwd, 'wrong')).ok).toBe(false)
    },
  )

  test('the CAs come out of the file', async () => {
    for (const format of exportFormats) {
      const cwd = folder(format)
      const [ca] = clientSnippets('curl', format, place)
      expect(ca?.note).toBe('ca')
      await bash(ca?.code ?? '', cwd)
      expect(
        readFileSync(join(cwd, 'signet-ca.pem'), 'utf8').match(/BEGIN CERTIFICATE/g)?.length,
      ).toBeGreaterThan(1)
    }
  })

  test('an old Windows gets a file in 3DES', async () => {
    const cwd = folder('pem')
    expect((await bash(oldWindowsFile(serial), cwd)).ok).toBe(true)
    const { stderr } = spawnSync(
      'openssl',
      [
        'pkcs12',
        '-in',
        `old-${exportFileName(serial, 'p12')}`,
        '-passin',
        `pass:${password}`,
        '-info',
        '-noout',
      ],
      { cwd, encoding: 'utf8' },
    )
    expect(stderr).toContain('MAC: sha1, Iteration 600000')
    expect(stderr).toContain('pbeWithSHA1And3-KeyTripleDES-CBC, Iteration 600000')
  })

  test.each(exportFormats)('the %s file turns into the other form and keeps its strength', async (format) => {
    const cwd = folder(format)
    expect((await bash(conversion(serial, format), cwd)).ok).toBe(true)
    const other = format === 'p12' ? 'pem' : 'p12'
    const { output } = await bash(fileCheck(serial, other).code, cwd)
    expect(output).toContain(certificate.fingerprint256)
    const how =
      other === 'pem'
        ? `openssl asn1parse -in ${exportFileName(serial, 'pem')}`
        : `openssl pkcs12 -in ${exportFileName(serial, 'p12')} -passin env:${passwordVariable} -info -noout`
    expect((await bash(how, cwd)).output).toMatch(
      other === 'pem' ? /:0927C0/ : /MAC: sha256, Iteration 600000/,
    )
  })
})
