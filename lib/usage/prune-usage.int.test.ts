import { afterEach, expect, test } from 'vitest'
import { clock } from '@/lib/clock'
import { database, Prisma } from '@/lib/db/client'
import { firstIdAt } from '@/lib/db/first-id-at'
import { policy } from '@/lib/policies/policy'
import { testCustomer } from '@/test/customer'
import { plainKey, refusal, use, wrote } from '@/test/usage'
import { pruneUsage } from './prune-usage'

afterEach(() => clock.shift(0))
const never = new AbortController().signal
const daysAgo = (days: number) => new Date(clock.now().getTime() - days * 86_400_000)

test('counts and refusals older than the policy keeps them go, all of them, and nothing else', async () => {
  const key = await plainKey(await testCustomer())
  await wrote(use(key), refusal(key))
  const { hoursKeptDays, refusalsKeptDays } = policy().usage
  // More than one batch of each.
  await database().$executeRaw`
    INSERT INTO usage_hour (api_key_id, hour, allowed, refused)
    SELECT ${key}::uuid, ${daysAgo(hoursKeptDays + 1)}::timestamptz - n * interval '1 hour', 1, 0
    FROM generate_series(1, 6000) AS n`
  const stem = Prisma.raw(`'${firstIdAt(daysAgo(refusalsKeptDays + 1)).slice(0, 24)}'`)
  await database().$executeRaw`
    INSERT INTO refusal (id, at, api_key_id, customer_id, reason, method, path, address, request_id)
    SELECT (${stem} || lpad(to_hex(n), 12, '0'))::uuid, now(), api_key.id, customer_id, 'bad_signature', 'GET', '/',
      '', 'r' FROM api_key, generate_series(1, 6000) AS n WHERE api_key.id = ${key}::uuid`
  await pruneUsage(never)
  expect(await database().usageHour.count({ where: { apiKeyId: key } })).toBe(1)
  expect(await database().refusal.count({ where: { apiKeyId: key } })).toBe(1)
})
