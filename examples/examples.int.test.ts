import { type ChildProcess, execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { ensureAuthorities } from '@/lib/certificates/ensure-authorities'
import { ensureServerCertificate } from '@/lib/certificates/ensure-server-certificate'
import { database } from '@/lib/db/client'
import { deleteKey } from '@/lib/keys/delete-key'
import { lockKey } from '@/lib/pki/locked-key'
import { makePem } from '@/lib/pki/make-pem'
import { makePkcs12 } from '@/lib/pki/make-pkcs12'
import { hasCommand } from '@/test/has-command'
import { issuedCertificate, type TestCertificate } from '@/test/issued'
import { makeKey } from '@/test/keys'
import { type LaunchedGateway, launchGateway } from '@/test/launch-gateway'
import { pythonWith } from '@/test/python-with'
import { runningClient } from '@/test/running-client'

const cwd = mkdtempSync(join(tmpdir(), 'signet-examples-'))
const password = 'a "file" pass\\word'
// Escapes and characters that a client's library, left to itself, would write anew.
const path = "/v1/key?a=%e4%B8%AD&b='x'&c[]=1&d=a+b&d=%20&.."
let gateway: LaunchedGateway
let certificate: TestCertificate
const running: ChildProcess[] = []

beforeAll(async () => {
  await ensureAuthorities()
  await ensureServerCertificate()
  certificate = await issuedCertificate()
  gateway = await launchGateway()
  const { key, chain } = certificate
  const pkcs8 = Uint8Array.from(key.privateKey.export({ type: 'pkcs8', format: 'der' }))
  const ders = chain.map((pem) => Uint8Array.from(Buffer.from(pem.replace(/-----.*?-----/g, ''), 'base64')))
  writeFileSync(join(cwd, 'own.pem'), makePem(await lockKey(pkcs8, password, 100_000), ders))
  writeFileSync(join(cwd, 'ca.pem'), chain[2] ?? '')
  const labels = { friendlyName: 'Signet', localKeyId: Uint8Array.of(1) }
  writeFileSync(
    join(cwd, 'own.p12'),
    await makePkcs12({ pkcs8, chain: ders, password, iterations: 100_000, ...labels }),
  )
}, 120_000)
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL')
  await gateway.stop()
  await rm(cwd, { recursive: true })
})

const python = pythonWith('cryptography')
/** The files are those that the portal exports. Who reads both forms reads one in each of its two runs. */
const clients = [
  {
    name: 'Node',
    files: ['own.p12', 'own.pem'],
    here: true,
    run: [process.execPath, 'examples/node/client.mjs'],
  },
  {
    name: 'Python',
    files: ['own.pem'],
    here: python !== undefined,
    run: [python ?? '', 'examples/python/client.py'],
  },
  {
    name: 'Java',
    files: ['own.p12'],
    here: hasCommand('javac'),
    run: ['java', '-XX:TieredStopAtLevel=1', '-cp', cwd, 'SignetClient'],
  },
  {
    name: 'curl',
    files: ['own.pem', 'own.p12'],
    here: hasCommand('curl') && hasCommand('perl'),
    run: ['bash', 'examples/curl/client.sh'],
  },
]

/** A key of the customer's, and the file of it that its page saves. */
async function keyOf(kind: 'hmac' | 'ed25519', name: string) {
  if (kind === 'hmac') {
    const { secret, ...key } = await makeKey(certificate.customer, { name })
    const saved = `${JSON.stringify({ accessKey: key.accessKey, secretKey: secret }, null, 2)}\n`
    return { ...key, ...savedAs(`${key.accessKey}.json`, saved), hidden: secret }
  }
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const spki = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
  const key = await makeKey(certificate.customer, { name, kind, publicKey: spki })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  return { ...key, ...savedAs(`${key.accessKey}.pem`, pem), hidden: pem.split('\n')[1] ?? '' }
}

function savedAs(name: string, content: string) {
  const keyFile = join(cwd, name)
  writeFileSync(keyFile, content)
  return { keyFile }
}

/** Starts a client with a key of its own. */
async function start({ name, run }: (typeof clients)[number], kind: 'hmac' | 'ed25519', file = '') {
  const key = await keyOf(kind, name)
  const client = runningClient(run, {
    SIGNET_URL: gateway.tls,
    SIGNET_CERT: join(cwd, file),
    SIGNET_PASSWORD: password,
    SIGNET_CA: join(cwd, 'ca.pem'),
    SIGNET_KEY: key.accessKey,
    SIGNET_KEY_FILE: key.keyFile,
    SIGNET_PATH: path,
  })
  running.push(client.child)
  const says = (words: RegExp) =>
    vi.waitFor(() => expect(client.printed()).toMatch(words), { timeout: 20_000 })
  return { key, says, ...client }
}

for (const client of clients)
  test.skipIf(!client.here)(
    `the client in ${client.name} logs in, signs, and stops when its key is gone`,
    async () => {
      if (client.name === 'Java')
        execFileSync('javac', ['-d', cwd, 'examples/java/SignetClient.java', 'examples/java/Signer.java'])
      const one = await start(client, 'hmac', client.files.at(0))
      await one.says(/^logged in: [0-9a-f-]{36}$/m)
      await one.says(/^signed request: 200$/m)
      await one.says(/^session request: 200$/m)
      await deleteKey(certificate.customer, { id: one.key.id, typedName: client.name })
      expect(await one.ended, one.printed()).toBe(0)
      expect(one.printed()).toMatch(/^forced logout: key_deleted$/m)

      const other = await start(client, 'ed25519', client.files.at(-1))
      await other.says(/^signed request: 200$/m)
      await other.says(/^session request: 200$/m)
      other.child.kill('SIGTERM')
      await other.ended
      expect(other.printed()).toMatch(/^logging out$/m)
      expect(other.printed()).not.toMatch(/not logged out/)
      const session = { apiKeyId: other.key.id }
      expect(await database().apiSession.findFirst({ where: session })).toMatchObject({
        endedReason: 'logged_out',
      })
      for (const { printed, key } of [one, other]) {
        expect(printed()).not.toContain(key.hidden)
        expect(printed()).not.toContain(password)
      }
    },
    60_000,
  )
