import { beforeAll, describe, expect, test } from 'vitest'
import type { CustomerActor } from '@/lib/access/actor'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { newId } from '@/lib/db/new-id'
import { testCustomer } from '@/test/customer'
import { newAccessKey } from './credentials'
import { listKeys } from './list-keys'
import { keyStates } from './status-of'

let customer: CustomerActor
const all = { search: '', state: null, after: null }
const day = 86_400

/** A key's row, straight into the table: `from` and `until` in days from now. */
async function insert(
  name: string,
  values: { from?: number; until?: number; off?: boolean; slot?: number } = {},
) {
  const at = (days?: number) => (days === undefined ? null : addSeconds(clock.now(), days * day))
  await database().apiKey.create({
    data: {
      id: newId(),
      customerId: customer.customerId,
      accessKey: newAccessKey(),
      name,
      permissions: ['market.read'],
      addressRule: 'anywhere',
      addresses: [],
      windowRule: values.from === undefined && values.until === undefined ? 'always' : 'between',
      validFrom: at(values.from),
      validBefore: at(values.until),
      status: values.off ? 'inactive' : 'active',
      slot: values.slot ?? null,
    },
  })
  // The next id comes from another millisecond.
  await new Promise((resolve) => setTimeout(resolve, 2))
}

const names = async (query: Partial<Parameters<typeof listKeys>[1]> = {}) =>
  (await listKeys(customer, { ...all, ...query })).keys.map(({ name }) => name)

beforeAll(async () => {
  customer = await testCustomer()
  await insert('Always', { slot: 1 })
  await insert('Long', { from: -5, until: 100, slot: 2 })
  await insert('Soon 100%', { until: 10, slot: 3 })
  await insert('Later_on', { from: 3, slot: 4 })
  await insert('Later, short', { from: 3, until: 5, slot: 5 })
  await insert('Ended', { until: -1, slot: 6 })
  await insert('Off', { off: true })
  await insert('Off and ended', { off: true, until: -1 })
})

describe('listKeys', () => {
  test('shows all, the newest first, and counts those that hold a place', async () => {
    const list = await listKeys(customer)
    expect(list.keys.map(({ name }) => name)).toEqual([
      'Off and ended',
      'Off',
      'Ended',
      'Later, short',
      'Later_on',
      'Soon 100%',
      'Long',
      'Always',
    ])
    expect(list).toMatchObject({ activeCount: 5, next: null })
  })

  test('each state finds what it names, and together they find everything once', async () => {
    const found: string[] = []
    for (const state of keyStates) {
      const { keys, activeCount } = await listKeys(customer, { ...all, state })
      expect(activeCount).toBe(5)
      for (const key of keys) expect(key.state).toBe(state)
      found.push(...keys.map(({ name }) => name))
    }
    expect(found.sort()).toEqual((await names()).sort())
  })

  test.each([
    ['always', ['Always']],
    ['LATER', ['Later, short', 'Later_on']],
    ['100%', ['Soon 100%']],
    ['r_o', ['Later_on']],
    ['%', ['Soon 100%']],
    ['\\', []],
    ['nothing like it', []],
  ])('searches for %s', async (search, expected) => {
    expect(await names({ search })).toEqual(expected)
  })

  test('finds by access key', async () => {
    const [key] = (await listKeys(customer)).keys
    expect(await names({ search: key?.accessKey.slice(4, 20) ?? '' })).toEqual([key?.name])
  })

  test('goes on by pages of fifty', async () => {
    const other = await testCustomer()
    const row = { customerId: other.customerId, permissions: ['market.read'], addresses: [] }
    await database().apiKey.createMany({
      data: Array.from({ length: 60 }, (_, index) => ({
        ...row,
        accessKey: `sgk_test${index}`,
        name: `Key ${index}`,
        addressRule: 'anywhere' as const,
        windowRule: 'always' as const,
        status: 'inactive' as const,
      })),
    })
    const first = await listKeys(other, all)
    const second = await listKeys(other, { ...all, after: first.next })
    expect([first.keys.length, second.keys.length, second.next]).toEqual([50, 10, null])
    expect(new Set([...first.keys, ...second.keys].map(({ id }) => id)).size).toBe(60)
  })
})

test('a key that nobody used for long is marked, one that was used or is new is not', async () => {
  customer = await testCustomer()
  for (const name of ['Never used', 'Long ago', 'Lately', 'New']) await insert(name)
  const rows = await database().apiKey.findMany({ where: { customerId: customer.customerId } })
  const use = (name: string, days: number) =>
    database().keyUse.create({
      data: {
        apiKeyId: rows.find((row) => row.name === name)?.id ?? '',
        at: addSeconds(clock.now(), -days * day),
        address: '192.0.2.1',
      },
    })
  const longAgo = { createdAt: addSeconds(clock.now(), -200 * day) }
  await database().apiKey.updateMany({
    where: { customerId: customer.customerId, name: { not: 'New' } },
    data: longAgo,
  })
  await use('Long ago', 91)
  await use('Lately', 89)
  const { keys } = await listKeys(customer)
  expect(keys.filter(({ unused }) => unused).map(({ name }) => name)).toEqual(['Long ago', 'Never used'])
})
