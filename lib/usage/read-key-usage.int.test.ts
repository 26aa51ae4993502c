import { afterEach, beforeAll, expect, test } from 'vitest'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { type TestCustomer, testCustomer } from '@/test/customer'
import { wholeTablesRead } from '@/test/explain'
import { testStaff } from '@/test/staff'
import { plainKey, refusal, use, wrote } from '@/test/usage'
import { readKeyUsage } from './read-key-usage'
import { type UsageQuery, usagePeriods } from './schema'

let owner: TestCustomer
let key: string
const week: UsageQuery = { period: '7d', before: null }
/** Taipei, eight hours ahead: the day there began at 16:00 the day before. */
const now = new Date('2026-11-26T04:30:00Z')
const setClock = () => clock.shift((now.getTime() - Date.now()) / 1000)

beforeAll(async () => {
  setClock()
  owner = await testCustomer()
  key = await plainKey(owner)
})
afterEach(() => clock.shift(0))

test('counts stand at their day in the deployment’s zone and at their hour, up to now', async () => {
  setClock()
  const at = (text: string) => new Date(`${text}Z`)
  await wrote(
    use(key, { at: at('2026-11-26T04:10:00') }),
    use(key, { at: at('2026-11-25T16:00:00') }),
    use(key, { at: at('2026-11-25T15:59:00') }),
    refusal(key, { at: at('2026-11-25T05:00:00') }),
    use(key, { at: at('2026-11-19T16:00:00') }),
    // Before the first of the seven days.
    use(key, { at: at('2026-11-19T15:00:00') }),
  )
  const { slots, lastUse } = await readKeyUsage(owner, key, week)
  expect(slots.map(({ allowed, refused }) => [allowed, refused])).toEqual([
    ...[
      [1, 0],
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 0],
    ],
    ...[
      [1, 1],
      [2, 0],
    ],
  ])
  expect(slots.at(-1)?.from).toEqual(at('2026-11-25T16:00:00'))
  expect(lastUse).toEqual({ at: at('2026-11-26T04:10:00'), address: '192.0.2.1' })
  const hours = await readKeyUsage(owner, key, { ...week, period: '24h' })
  expect(hours.slots).toHaveLength(24)
  expect(hours.slots[0]).toEqual({ from: at('2026-11-25T05:00:00'), allowed: 0, refused: 1 })
  expect(hours.slots.at(-1)).toEqual({ from: at('2026-11-26T04:00:00'), allowed: 1, refused: 0 })
  const quarter = await readKeyUsage(owner, key, { ...week, period: '90d' })
  expect(quarter.slots.reduce((sum, { allowed }) => sum + allowed, 0)).toBe(5)
})

test('refusals come the newest first, a page at a time', async () => {
  const other = await plainKey(owner)
  for (const reason of ['bad_signature', 'ip_not_allowed', 'key_expired'])
    await wrote(...Array.from({ length: 10 }, (_, n) => refusal(other, { reason, path: `/${n}` })))
  const first = await readKeyUsage(owner, other, week)
  expect(first.refusals.map(({ reason }) => reason).at(0)).toBe('key_expired')
  const second = await readKeyUsage(owner, other, { ...week, before: first.older })
  expect(second.older).toBeNull()
  const ids = [...first.refusals, ...second.refusals].map(({ id }) => id)
  expect(new Set(ids).size).toBe(30)
  expect(ids).toEqual([...ids].sort().reverse())
})

test('the owner and staff see it; nobody else does, nor the owner of a deleted key', async () => {
  for (const role of ['support', 'security', 'admin', 'auditor'] as const)
    await expect(readKeyUsage(await testStaff(role), key, week)).resolves.toBeTruthy()
  await expect(readKeyUsage(await testCustomer(), key, week)).rejects.toMatchObject({ code: 'not_found' })
  const anonymous = { kind: 'anonymous', requestId: 'r', address: '', userAgent: '' } as const
  await expect(readKeyUsage(anonymous, key, week)).rejects.toMatchObject({ code: 'signed_out' })
  await database().apiKey.update({ where: { id: key }, data: { deletedAt: new Date() } })
  await expect(readKeyUsage(owner, key, week)).rejects.toMatchObject({ code: 'not_found' })
  await expect(readKeyUsage(await testStaff('support'), key, week)).resolves.toBeTruthy()
})

test('of many keys’ counts and refusals only this key’s are read', async () => {
  const mine = await plainKey(owner)
  for (let n = 0; n < 20; n += 1) await plainKey(owner)
  await database().$executeRaw`
    INSERT INTO usage_hour (api_key_id, hour, allowed, refused)
    SELECT id, date_trunc('hour', now()) - n * interval '1 hour', 1, 1 FROM api_key, generate_series(1, 2000) AS n
    ON CONFLICT DO NOTHING`
  await database().$executeRaw`
    INSERT INTO refusal (id, at, api_key_id, customer_id, reason, method, path, address, request_id)
    SELECT gen_random_uuid(), now(), id, customer_id, 'bad_signature', 'GET', '/', '', 'r'
    FROM api_key, generate_series(1, 2000)`
  await database().$executeRaw`ANALYZE`
  for (const period of usagePeriods) {
    const read = await wholeTablesRead(() => readKeyUsage(owner, mine, { period, before: null }))
    expect(read.filter((table) => table !== 'api_key' && table !== 'key_use')).toEqual([])
  }
})
