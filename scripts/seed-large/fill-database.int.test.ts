import { X509Certificate } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { sealEvents } from '@/lib/audit/seal-events'
import { verifyChain } from '@/lib/audit/verify-chain'
import { ensureAuthorities } from '@/lib/certificates/ensure-authorities'
import { database } from '@/lib/db/client'
import { searchDesk } from '@/lib/desk/search-desk'
import { nameWords } from '@/lib/identity/name-words'
import { parseNationalId } from '@/lib/identity/national-id'
import { policy } from '@/lib/policies/policy'
import { keyDialects, kindsOf } from '@/lib/signing/dialects'
import { testStaff } from '@/test/staff'
import { fillDatabase } from './fill-database'
import { nationalIdOf } from './national-ids'
import { readSize } from './read-size'

const size = { customers: 100, keys: 1000, staff: 5, seed: 7 }
const counts = () =>
  Promise.all([
    database().customer.count(),
    database().apiKey.count(),
    database().auditEvent.count(),
    database().staff.count(),
  ])

/** How many events were on record before: that the CAs were made. */
let earlier: number

beforeAll(async () => {
  await ensureAuthorities()
  await sealEvents()
  earlier = await database().auditEvent.count()
})

test('makes as many as wanted, whom the desk finds, and nothing the second time', async () => {
  const filled = await fillDatabase(size, () => {})
  expect(filled).toMatchObject({ customers: 100, keys: 1000 })
  const before = await counts()
  expect(before.slice(0, 3)).toEqual([100, 1000, earlier + filled.events])

  const staff = await testStaff('support')
  for (const number of [0, 41, 99]) {
    const { found } = await searchDesk(staff, nationalIdOf(size.seed, number).nationalId)
    expect(found?.map(({ by, hits }) => [by, hits.length])).toEqual([['national_id', 1]])
  }
  const { name, id } = await database().customer.findFirstOrThrow()
  const words = await database().customerNameWord.findMany({ where: { customerId: id } })
  expect(words.map(({ word }) => word).sort()).toEqual(nameWords(name).sort())

  expect(await fillDatabase(size, () => {})).toEqual({ customers: 0, keys: 0, certificates: 0, events: 0 })
  const [customers, keys] = await counts()
  expect([customers, keys]).toEqual(before.slice(0, 2))
})

test('the audit chain is whole, before and after the sealer has come by', async () => {
  expect(await verifyChain()).toMatchObject({ ok: true, unsealed: { count: 3 } })
  expect(await sealEvents()).toBe(3)
  expect(await verifyChain()).toMatchObject({ ok: true, unsealed: { count: 0 } })
})

test('nobody has more active keys than the policy allows, and a firm has all of them', async () => {
  const active = await database().apiKey.groupBy({
    by: ['customerId'],
    where: { status: 'active' },
    _count: true,
  })
  expect(Math.max(...active.map(({ _count }) => _count))).toBe(policy().maxActiveKeys)
  expect(await database().apiKey.count({ where: { status: 'active', slot: null } })).toBe(0)
})

test('keys are of all dialects and kinds, each with what proves it', async () => {
  const keys = await database().apiKey.findMany({ where: { deletedAt: null }, include: { secrets: true } })
  expect(new Set(keys.map(({ dialect }) => dialect))).toEqual(new Set(keyDialects))
  for (const { dialect, kind, passphraseHash, secrets } of keys) {
    expect(kindsOf[dialect]).toContain(kind)
    expect(passphraseHash !== null).toBe(dialect === 'okx')
    const [secret] = secrets
    const has = { sealed: !!secret?.sealed, publicKey: !!secret?.publicKey, hash: !!secret?.secretHash }
    expect(has).toEqual({ sealed: kind === 'hmac', publicKey: kind === 'ed25519', hash: kind !== 'ed25519' })
  }
})

test('certificates read as what their rows say', async () => {
  const rows = await database().certificate.findMany({ include: { customer: true }, take: 20 })
  expect(rows.length).toBe(20)
  for (const { der, tbsDer, serialNumber, fingerprint, notBefore, notAfter, customer } of rows) {
    const certificate = new X509Certificate(Buffer.from(der ?? []))
    expect(certificate.serialNumber.toLowerCase()).toBe(serialNumber)
    expect(certificate.fingerprint256.replaceAll(':', '').toLowerCase()).toBe(
      Buffer.from(fingerprint ?? []).toString('hex'),
    )
    expect(certificate.subject).toContain(`serialNumber=${customer.accountId}\nCN=${customer.name}`)
    const seconds = (date: Date) => Math.floor(date.getTime() / 1000)
    expect(seconds(new Date(certificate.validFrom))).toBe(seconds(notBefore))
    expect(seconds(new Date(certificate.validTo))).toBe(seconds(notAfter))
    expect(certificate.raw.includes(Buffer.from(tbsDer))).toBe(true)
  }
})

test('every ID is valid and none comes twice', () => {
  const ids = Array.from({ length: 10_000 }, (_, number) => nationalIdOf(3, number).nationalId)
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of ids) expect(parseNationalId(id, { kind: 'taiwan' })).toBe(id)
})

test('a size that is none is refused in one sentence', () => {
  expect(readSize([])).toEqual({ customers: 200_000, keys: 2_000_000, staff: 45, seed: 1 })
  expect(readSize(['--customers', '10', '--keys', '0'])).toMatchObject({ customers: 10, keys: 0 })
  for (const args of [['--customers', '0'], ['--keys=-1'], ['--keys=many'], ['--rows', '5']])
    expect(() => readSize(args)).toThrow(/^(--(customers|keys) wants a whole number|Unknown option)/)
})

test('some keys were used, and a few left counts and refusals', async () => {
  const used = await database().keyUse.count()
  expect(used).toBeGreaterThan(200)
  expect(used).toBeLessThan(400)
  const { apiKeyId } = await database().usageHour.findFirstOrThrow()
  expect(await database().usageHour.count({ where: { apiKeyId } })).toBeGreaterThan(10)
  expect(await database().refusal.count()).toBeGreaterThan(0)
})
