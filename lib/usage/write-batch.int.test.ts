import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { deleteKey } from '@/lib/keys/delete-key'
import { type TestCustomer, testCustomer } from '@/test/customer'
import { plainKey, refusal, use, wrote } from '@/test/usage'
import { usageLimits } from './limits'
import { makeUsageBuffer } from './make-usage-buffer'
import { writeBatch } from './write-batch'

let customer: TestCustomer
let key: string
const now = clock.now()
const earlier = (seconds: number) => addSeconds(now, -seconds)

beforeEach(async () => {
  customer = await testCustomer()
  key = await plainKey(customer, { createdAt: earlier(86_400) })
})

const countsOf = async (apiKeyId: string) => {
  const rows = await database().usageHour.findMany({ where: { apiKeyId } })
  const sum = (pick: (row: (typeof rows)[number]) => number) => rows.reduce((all, row) => all + pick(row), 0)
  return { allowed: sum(({ allowed }) => allowed), refused: sum(({ refused }) => refused) }
}

test('what several gateways count at once adds up, key by key', async () => {
  const other = await plainKey(customer)
  const one = () => wrote(use(key), use(other), refusal(key))
  const reversed = () => wrote(refusal(other), use(other), use(key), use(key))
  await Promise.all(Array.from({ length: 12 }, (_, n) => (n % 2 ? one() : reversed())))
  expect(await countsOf(key)).toEqual({ allowed: 18, refused: 6 })
  expect(await countsOf(other)).toEqual({ allowed: 12, refused: 6 })
  expect(await database().refusal.count({ where: { apiKeyId: key } })).toBe(6)
})

test('the last use is the latest, whoever writes last', async () => {
  await wrote(use(key, { at: earlier(10), address: '192.0.2.2' }))
  await wrote(use(key, { at: earlier(60), address: '192.0.2.1' }))
  const { at, address } = await database().keyUse.findUniqueOrThrow({ where: { apiKeyId: key } })
  expect({ at, address }).toEqual({ at: earlier(10), address: '192.0.2.2' })
})

test('of a rotated key it is known which secret is still in use', async () => {
  const sealed = Buffer.from('00', 'hex')
  await database().apiKeySecret.create({
    data: {
      apiKeyId: key,
      place: 'previous',
      sealed,
      validBefore: addSeconds(now, 3_600),
      createdAt: earlier(86_400),
    },
  })
  await database().apiKeySecret.update({
    where: { apiKeyId_place: { apiKeyId: key, place: 'current' } },
    data: { createdAt: earlier(100) },
  })
  await wrote(use(key, { secret: 'previous', at: earlier(30) }), use(key, { secret: null }))
  // Counted before the rotation, by a gateway that writes after it.
  await wrote(use(key, { secret: 'current', at: earlier(101) }))
  const secrets = await database().apiKeySecret.findMany({ where: { apiKeyId: key } })
  expect(Object.fromEntries(secrets.map(({ place, lastUsedAt }) => [place, lastUsedAt]))).toEqual({
    current: null,
    previous: earlier(30),
  })
})

test('a refusal is written once, with whose key it named, however long its path and far its clock', async () => {
  const buffer = makeUsageBuffer()
  buffer.note(refusal(key, { path: `/${'x'.repeat(4_000)}`, skewMs: -1_700_000_000_000.5 }))
  const batch = buffer.take()
  if (!batch) throw new Error('nothing was counted')
  await writeBatch({ keys: new Map(), refusals: [...batch.refusals] })
  await writeBatch({ keys: new Map(), refusals: [...batch.refusals] })
  const rows = await database().refusal.findMany({ where: { apiKeyId: key } })
  expect(rows).toMatchObject([
    { customerId: customer.customerId, reason: 'ip_not_allowed', skewMs: -(2 ** 31) + 1 },
  ])
  expect(rows[0]?.path).toHaveLength(usageLimits.pathLength)
})

test('a key that was deleted keeps its counts; one that never was is passed over with its refusals', async () => {
  await deleteKey(customer, { id: key, typedName: 'Rebalancer' })
  const nobody = randomUUID()
  await wrote(use(key), refusal(key), use(nobody), refusal(nobody))
  expect(await countsOf(key)).toEqual({ allowed: 1, refused: 1 })
  expect(await countsOf(nobody)).toEqual({ allowed: 0, refused: 0 })
})

test('of the places of a key the ones last used are remembered', async () => {
  const place = (n: number) => `10.0.${Math.floor(n / 256)}.${n % 256}`
  for (let from = 0; from < 120; from += 30)
    await wrote(
      ...Array.from({ length: 30 }, (_, n) =>
        use(key, { address: place(from + n), at: earlier(1_000 - from - n) }),
      ),
    )
  const places = await database().keyAddress.findMany({
    where: { apiKeyId: key },
    orderBy: { lastAt: 'asc' },
  })
  expect(places).toHaveLength(usageLimits.networksKept)
  expect(places.at(-1)?.address).toBe(place(119))
  expect(places[0]?.address).toBe(place(20))
})
