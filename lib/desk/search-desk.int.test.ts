import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { staffRoles } from '@/lib/access/staff-roles'
import { database } from '@/lib/db/client'
import { writeNameWords } from '@/lib/identity/write-name-words'
import { giveCertificate } from '@/test/certificate'
import { type TestCustomer, testCustomer } from '@/test/customer'
import { makeKey } from '@/test/keys'
import { randomNationalId } from '@/test/national-id'
import { stranger } from '@/test/signing-in'
import { type TestStaff, testStaff } from '@/test/staff'
import { isPrivateSearch, mostHits, searchDesk } from './search-desk'

let staff: TestStaff
let wang: TestCustomer
let other: TestCustomer
let accessKey: string
let certificate: { serialNumber: string; fingerprint: string }

async function named(name: string, email: string, phone: string): Promise<TestCustomer> {
  const customer = await testCustomer()
  const { customerId: id } = customer
  await database().customer.update({ where: { id }, data: { name, email, phone } })
  await writeNameWords(database(), id, name)
  return customer
}

beforeAll(async () => {
  staff = await testStaff('support')
  wang = await named('王小明', 'wang_a%b@example.com', '+886912000001')
  other = await named("Siobhán O'Brien", 'wangxaab@example.com', '+886987000002')
  await giveCertificate(wang.customerId)
  const fingerprint = 'ab'.repeat(32)
  const { serialNumber } = await database().certificate.update({
    where: { id: (await database().certificate.findFirstOrThrow({ select: { id: true } })).id },
    data: { fingerprint: Buffer.from(fingerprint, 'hex') },
  })
  certificate = { serialNumber, fingerprint }
  accessKey = (await makeKey(wang, { name: 'Rebalancer' })).accessKey
})

/** Whom a search finds, and as what. */
async function found(typed: string) {
  const { found = [] } = await searchDesk(staff, typed)
  return found.flatMap(({ by, hits }) => hits.map(({ customerId }) => ({ by, customerId })))
}

describe('finds', () => {
  const spread = (text: string, every: number) => text.replace(new RegExp(`(.{${every}})(?!$)`, 'g'), '$1 ')
  test.each<[string, () => string]>([
    ['national_id', () => wang.nationalId],
    ['national_id', () => wang.nationalId.toLowerCase()],
    ['national_id', () => spread(wang.nationalId, 4)],
    [
      'national_id',
      () => wang.nationalId.replace(/./g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
    ],
    ['email', () => 'wang_a%b@example.com'],
    ['email', () => 'WANG_A'],
    ['email', () => 'wang_a%'],
    ['phone', () => '0912000001'],
    ['phone', () => '+886 912-000-001'],
    ['phone', () => '091200'],
    ['key', () => accessKey],
    ['key', () => accessKey.slice(0, 8)],
    ['key', () => accessKey.slice(4, 12)],
    ['key', () => `${accessKey.slice(0, 8)}…${accessKey.slice(-4)}`],
    ['certificate', () => certificate.serialNumber],
    ['certificate', () => spread(certificate.serialNumber.toUpperCase(), 2).replaceAll(' ', ':')],
    ['certificate', () => certificate.serialNumber.slice(0, 6)],
    ['fingerprint', () => certificate.fingerprint],
    ['fingerprint', () => spread(certificate.fingerprint.toUpperCase(), 2).replaceAll(' ', ':')],
    ['account', () => wang.accountId],
    ['name', () => '王小明'],
    ['name', () => '小明'],
    ['name', () => '明'],
  ])('by %s, %#', async (by, typed) => {
    expect(await found(typed())).toContainEqual({ by, customerId: wang.customerId })
    expect(await found(typed())).not.toContainEqual({ by, customerId: other.customerId })
  })

  test.each(['siob', 'OBRI', "o'brien siobhan", 'SIOBHÁN'])('a Latin name by %s', async (typed) => {
    expect(await found(typed)).toContainEqual({ by: 'name', customerId: other.customerId })
  })

  test.each([
    ['%', () => '%%'],
    ['_', () => 'wang_aa'],
    ['a backslash', () => 'wang\\'],
    ['an ID that nobody has', randomNationalId],
    ['a key that nobody has', () => 'sgk_zzzzzzzzzz'],
    ['a name that nobody has', () => '林志玲'],
    ['another end of a key', () => `${accessKey.slice(0, 8)}…zzzz`],
    ['a part of a Latin name within', () => 'rien'],
  ])('nobody by %s', async (_, typed) => {
    expect(await found(typed())).toEqual([])
  })
})

test('shows the masked ID and what of the customer it is', async () => {
  const { found = [] } = await searchDesk(staff, accessKey)
  expect(found).toMatchObject([
    {
      by: 'key',
      more: false,
      hits: [{ kind: 'key', name: '王小明', keyName: 'Rebalancer', state: 'active' }],
    },
  ])
  expect(JSON.stringify(found)).toContain('•')
  expect(JSON.stringify(found)).not.toContain(wang.nationalId)
})

test('namesakes stand together, by age, each with a phone that tells them apart', async () => {
  const namesakes = [
    await named('Ida Namesake', 'ida1@example.com', '+886911111001'),
    await named('Ada Namesake', 'ada@example.com', '+886911111002'),
    await named('Ida Namesake', 'ida2@example.com', '+886911111003'),
  ]
  const [ida1, ada, ida2] = namesakes.map(({ customerId }) => customerId)
  const idas = [ida1, ida2].sort()
  const { found = [] } = await searchDesk(staff, 'namesake')
  const hits = found.find(({ by }) => by === 'name')?.hits ?? []
  expect(hits.map(({ customerId }) => customerId)).toEqual([ada, ...idas])
  for (const { matched } of hits) expect(matched).toMatch(/^09••\s•••\s00[123]$/)
})

test('of too many shows the first, and says so', async () => {
  for (let n = 0; n <= mostHits; n++) await named(`Zoe Many${n}`, `zoe${n}@example.com`, `+8869990000${n}`)
  for (const typed of ['zoe', 'zoe man', '0999']) {
    const { found = [] } = await searchDesk(staff, typed)
    expect(found.length).toBeGreaterThan(0)
    for (const { hits, more } of found) {
      expect(hits).toHaveLength(mostHits)
      expect(more).toBe(true)
    }
  }
})

test.each([
  ['', 'empty'],
  ['x', 'too_short'],
  ['x'.repeat(10_240), 'too_long'],
  ['sgs_abcdef', 'secret'],
])('asks nothing: %#', async (typed, hint) => {
  const before = await database().auditEvent.count()
  expect(await searchDesk(staff, typed)).toMatchObject({ hint })
  expect(await database().auditEvent.count()).toBe(before)
})

test('keeps what is secret out of addresses', () => {
  expect(isPrivateSearch(wang.nationalId)).toBe(true)
  expect(isPrivateSearch('sgs_abc')).toBe(true)
  expect(isPrivateSearch('王小明')).toBe(false)
})

test('is on record: as what, how many and whose, but not the text', async () => {
  await searchDesk(staff, wang.nationalId)
  const event = await database().auditEvent.findFirstOrThrow({
    where: { actorId: staff.staffId },
    orderBy: { id: 'desc' },
  })
  expect(event).toMatchObject({
    action: 'desk.searched',
    customerId: null,
    objectId: wang.customerId,
    detail: { role: 'support', count: 1 },
  })
  expect(JSON.stringify(event.detail)).toContain('national_id')
  expect(JSON.stringify(event)).not.toContain(wang.nationalId)
})

test('is for staff, of every role', async () => {
  for (const role of staffRoles) {
    const actor = await testStaff(role)
    expect(await searchDesk(actor, '王小明')).toMatchObject({ found: [{ by: 'name' }] })
  }
  await expect(searchDesk(wang, wang.nationalId)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(searchDesk(stranger(), randomUUID())).rejects.toMatchObject({ code: 'signed_out' })
})
