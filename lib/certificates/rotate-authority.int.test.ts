import { spawnSync } from 'node:child_process'
import { createHash, X509Certificate } from 'node:crypto'
import { mkdtempSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { systemActor } from '@/lib/access/actor'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { sqlTransaction } from '@/lib/db/sql-transaction'
import { transaction } from '@/lib/db/transaction'
import { toPem } from '@/lib/pki/pem'
import { readCsr } from '@/lib/pki/read-csr'
import { applyForCertificate, confirmKey, csrText, newKey, publicKeyText } from '@/test/apply'
import { testCustomer } from '@/test/customer'
import { openssl } from '@/test/openssl'
import { authorityStatus } from './authority-status'
import { ensureAuthorities } from './ensure-authorities'
import { healPendingCertificates } from './heal-pending'
import { keyFilePath, readKeyFile } from './key-file'
import { makeLists, makeRootList } from './make-lists'
import { reserveCertificate } from './reserve-certificate'
import { newestIssuing, rotateAuthority } from './rotate-authority'
import { takeRootOffline } from './take-root-offline'

const daySeconds = 86_400
const operator = { actor: systemActor, account: 'operator' }
const folder = mkdtempSync(join(tmpdir(), 'signet-rotate-'))
const offline = { path: join(folder, 'root.key.pem'), passphrase: 'the-safe-is-on-floor-4' }
const plan = { rootKey: null, newRoot: null, years: 10, from: null }

const newest = () => newestIssuing(database())
const rotate = async (more: Partial<Parameters<typeof rotateAuthority>[1]> = {}) =>
  rotateAuthority(operator, { ...plan, replacesId: (await newest()).id, ...more })
/** Under which CA a new customer's certificate comes, and that openssl agrees. */
async function issuerOfNext(): Promise<string> {
  const { chain } = await applyForCertificate(await testCustomer())
  verify(chain)
  return commonName(chain[1])
}
const commonName = (der = '') =>
  /CN=(.*)$/.exec(new X509Certificate(Buffer.from(der, 'base64')).subject)?.[1] ?? ''

function verify([leaf = '', issuing = '', root = '']: string[]) {
  for (const [name, text] of Object.entries({ leaf, issuing, root }))
    writeFileSync(join(folder, `${name}.pem`), toPem('CERTIFICATE', Buffer.from(text, 'base64')))
  const said = openssl(
    'verify -x509_strict -purpose sslclient -CAfile root.pem -untrusted issuing.pem leaf.pem',
    { cwd: folder },
  )
  expect(said.toString()).toBe('leaf.pem: OK\n')
}

beforeAll(() => ensureAuthorities())
afterEach(() => clock.shift(0))

describe('rolling over', () => {
  test('of two at the same time, one makes a CA; what was issued before stays as it is', async () => {
    const before = await applyForCertificate(await testCustomer())
    const replacesId = (await newest()).id
    const both = await Promise.allSettled([1, 2].map(() => rotate({ replacesId })))
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { message: expect.stringMatching(/^Another new CA was made just now/) },
    })
    expect(await issuerOfNext()).toBe('Signet Issuing CA G2')
    verify(before.chain)
    expect(commonName(before.chain[1])).toBe('Signet Issuing CA')
    const lists = await database().certificateAuthority.findMany({
      where: { role: 'issuing' },
      orderBy: { createdAt: 'asc' },
      select: { firstList: true, listCount: true, keyLocation: true },
    })
    expect(lists.map(({ firstList }) => firstList)).toEqual([0, 256])
    expect(lists.every(({ keyLocation }) => keyLocation)).toBe(true)
    const event = await database().auditEvent.findFirstOrThrow({ where: { action: 'authority.rotated' } })
    expect(event.detail).toMatchObject({ replaces: replacesId, account: 'operator' })
  })

  test('what was left pending is signed by the CA that was to sign it', async () => {
    const [actor, key] = [await testCustomer(), newKey()]
    await confirmKey(actor, key)
    const publicKey = readCsr(csrText(key))
    const spki = Buffer.from(publicKeyText(key), 'base64')
    const publicKeySha256 = Uint8Array.from(createHash('sha256').update(spki).digest())
    const { id } = await sqlTransaction((tx) => reserveCertificate(tx, actor, { publicKey, publicKeySha256 }))
    const present = await newest()
    await rotate()
    expect(await healPendingCertificates()).toEqual({ completed: 1, voided: 0 })
    const row = await database().certificate.findUniqueOrThrow({ where: { id } })
    expect([row.status, row.authorityId]).toEqual(['issued', present.id])
  })

  test('from a day on: until then the present one issues', async () => {
    const from = addSeconds(clock.now(), 30 * daySeconds)
    await rotate({ from })
    expect(await issuerOfNext()).toBe('Signet Issuing CA G3')
    expect((await authorityStatus()).find(({ issuesNow }) => issuesNow)?.subject).toContain('G3')
    clock.shift(30 * daySeconds + 60)
    expect((await authorityStatus()).find(({ issuesNow }) => issuesNow)?.subject).toContain('G4')
  })

  test('by another process: this one issues under the new CA at once; no secret is printed', async () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/run.mjs', 'ca', 'rotate'], {
      encoding: 'utf8',
      env: { ...process.env, LOG_LEVEL: 'debug' },
    })
    expect([status, stderr]).toEqual([0, ''])
    expect(await issuerOfNext()).toBe('Signet Issuing CA G5')
    const row = await newest()
    const { d = '' } = (await readKeyFile(row.keyLocation?.replace('file:', '') ?? '')).export({
      format: 'jwk',
    })
    for (const secret of [d, process.env.SIGNET_CA_PASSPHRASE ?? '']) {
      expect(secret.length).toBeGreaterThan(40)
      expect(stdout + stderr).not.toContain(secret)
    }
  }, 60_000)

  test('no key and no passphrase is in the database', async () => {
    const secrets: string[] = [process.env.SIGNET_CA_PASSPHRASE ?? '']
    for (const { keyLocation } of await database().certificateAuthority.findMany()) {
      const { d = '' } = (await readKeyFile(keyLocation?.replace('file:', '') ?? '')).export({
        format: 'jwk',
      })
      const scalar = Buffer.from(d, 'base64url')
      secrets.push(d, scalar.toString('hex'), scalar.toString('base64'))
    }
    // Binary columns in hex, so that a key inside a longer value is found at any place.
    const [dump] = await transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL xmlbinary = hex`
      return tx.$queryRaw<{ text: string }[]>`SELECT database_to_xml(true, false, '')::text AS text`
    })
    expect(dump?.text).toContain('authority.rotated')
    expect(secrets).toHaveLength(1 + 3 * 6)
    for (const secret of secrets) expect(dump?.text.toLowerCase()).not.toContain(secret.toLowerCase())
  })

  test('where the newest key is not on this host, the CA before goes on, and status says so', async () => {
    const file = keyFilePath((await newest()).keyLocation?.replace('file:', '') ?? '')
    renameSync(file, `${file}.away`)
    // Not the one that issues from a later day on.
    expect(await issuerOfNext()).toBe('Signet Issuing CA G3')
    const [first] = await authorityStatus()
    expect(first).toMatchObject({ key: { state: 'missing' }, attention: ['key_missing'], issuesNow: false })
    renameSync(`${file}.away`, file)
    expect(await issuerOfNext()).toBe('Signet Issuing CA G5')
  })

  test('status tells in time when certificates would get shorter', async () => {
    const ends = (await newest()).notAfter
    clock.shift((ends.getTime() - Date.now()) / 1000 - 454 * daySeconds)
    expect((await authorityStatus())[0]).toMatchObject({ issuesNow: true, attention: ['ends_soon'] })
    clock.shift((ends.getTime() - Date.now()) / 1000 - 460 * daySeconds)
    expect((await authorityStatus())[0]).toMatchObject({ issuesNow: true, attention: [] })
  })
})

describe('the root’s key', () => {
  test('goes offline once, tried first; the next CA then wants it brought', async () => {
    writeFileSync(join(folder, 'taken'), '')
    await expect(takeRootOffline(operator, { ...offline, path: join(folder, 'taken') })).rejects.toThrow(
      /EEXIST/,
    )
    const both = await Promise.allSettled(
      [offline, { ...offline, path: join(folder, 'second') }].map((to) => takeRootOffline(operator, to)),
    )
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    if (both[0]?.status === 'rejected') renameSync(join(folder, 'second'), offline.path)
    const root = await database().certificateAuthority.findFirstOrThrow({ where: { role: 'root' } })
    expect(root.keyLocation).toBeNull()
    await expect(readKeyFile(`root-${root.serialNumber.slice(0, 16)}.key.pem`)).rejects.toThrow(/ENOENT/)
    expect(await database().auditEvent.count({ where: { action: 'authority.root_taken_offline' } })).toBe(1)

    await expect(rotate()).rejects.toThrow(
      /^The key of the root .* is not here: name its file with --root-key/,
    )
    await expect(rotate({ rootKey: { ...offline, passphrase: 'wrong-wrong-wrong' } })).rejects.toThrow(
      'The passphrase does not open',
    )
    const { keyLocation } = await newest()
    const others = keyFilePath(keyLocation?.replace('file:', '') ?? '')
    const passphrase = process.env.SIGNET_CA_PASSPHRASE ?? ''
    await expect(rotate({ rootKey: { path: others, passphrase } })).rejects.toThrow(
      /^The key is not that of the root/,
    )
    await rotate({ rootKey: offline })
    expect(await issuerOfNext()).toBe('Signet Issuing CA G6')
  })

  test('renews its list from where it lies; status tells in time', async () => {
    const listOf = async () => {
      const root = await database().certificateAuthority.findFirstOrThrow({ where: { role: 'root' } })
      return database().revocationList.findFirstOrThrow({ where: { authorityId: root.id } })
    }
    // Four new CAs with the key here, when it went, and when it was brought.
    expect((await listOf()).edition).toBe(6n)
    const rootOf = async () => (await authorityStatus()).find(({ role }) => role === 'root')
    expect(await rootOf()).toMatchObject({ key: { state: 'elsewhere' }, attention: [] })
    clock.shift(340 * daySeconds)
    expect(await rootOf()).toMatchObject({ attention: ['root_list_ends'] })
    await expect(makeRootList(operator, null)).rejects.toThrow('--root-key')
    await makeRootList(operator, offline)
    const { edition, der } = await listOf()
    expect(edition).toBe(7n)
    expect(await rootOf()).toMatchObject({ attention: [] })
    const root = await database().certificateAuthority.findFirstOrThrow({ where: { role: 'root' } })
    writeFileSync(join(folder, 'list.der'), der)
    writeFileSync(join(folder, 'root.pem'), toPem('CERTIFICATE', root.der))
    // Prints "verify OK" beside it.
    openssl('crl -inform DER -in list.der -CAfile root.pem -noout -verify', { cwd: folder })
    const event = await database().auditEvent.findFirstOrThrow({ where: { action: 'authority.lists_made' } })
    expect(event).toMatchObject({ objectId: root.id, detail: { count: 1, account: 'operator' } })
  })

  test('the lists of every issuing CA are made at an operator’s word', async () => {
    const issuing = await database().certificateAuthority.findMany({ where: { role: 'issuing' } })
    const count = issuing.length * 128
    expect(await makeLists(operator)).toBe(count)
    expect(await database().revocationList.count({ where: { number: { gte: 0 }, edition: 1n } })).toBe(count)
    expect((await authorityStatus())[0]).toMatchObject({
      lists: { made: 128, wanted: 128, stale: 0, lapsed: 0 },
    })
  })

  test('a root that ends soon makes no CA any more; a new root does, and old chains stay', async () => {
    const old = await applyForCertificate(await testCustomer())
    const root = await database().certificateAuthority.findFirstOrThrow({ where: { role: 'root' } })
    clock.shift((root.notAfter.getTime() - Date.now()) / 1000 - 300 * daySeconds)
    await expect(rotate({ rootKey: offline })).rejects.toThrow(/^The root ends on .*--new-root/)
    clock.shift(0)
    await rotate({ newRoot: { years: 20, offline: { ...offline, path: join(folder, 'root-2.key.pem') } } })
    const { chain } = await applyForCertificate(await testCustomer())
    verify(chain)
    expect(chain.slice(1).map(commonName)).toEqual(['Signet Issuing CA G7', 'Signet Root CA G2'])
    expect(commonName(old.chain[2])).toBe('Signet Root CA')
    verify(old.chain)
  })
})
