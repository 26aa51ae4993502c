import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CustomerActor } from '@/lib/access/actor'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { giveCertificate } from '@/test/certificate'
import { testCustomer, testSession } from '@/test/customer'
import { makeKey } from '@/test/keys'
import { proved } from '@/test/proved'
import { activateKey } from './activate-key'
import { addDays, dayOf } from './date-window'
import { deactivateKey } from './deactivate-key'
import { deleteKey } from './delete-key'
import { getKey } from './get-key'
import { keyStanding } from './key-standing'
import { listKeys } from './list-keys'
import { updateKey } from './update-key'

let customer: CustomerActor
const today = () => dayOf(clock.now(), 'Asia/Taipei')
const full = { code: 'key_limit_reached', values: { max: 30 } }

async function make(count: number, values: Parameters<typeof makeKey>[1] = {}): Promise<string[]> {
  const ids: string[] = []
  for (let number = 1; number <= count; number += 1)
    ids.push((await makeKey(customer, { name: `Key ${number}`, ...values })).id)
  return ids
}

async function change(id: string, values: { lastDay?: string | null; name?: string }) {
  const { revision, name, permissions } = await getKey(customer, id)
  const blank = { addresses: [], firstDay: null, lastDay: null, confirmAnywhere: false }
  const run = () => updateKey(customer, { id, revision, name, permissions, ...blank, ...values })
  return 'name' in values ? run() : proved(customer, run)
}

const slots = async () => {
  const rows = await database().apiKey.findMany({
    where: { customerId: customer.customerId, slot: { not: null } },
    orderBy: { slot: 'asc' },
  })
  return rows.map(({ slot }) => slot)
}
const oneToThirty = Array.from({ length: 30 }, (_, index) => index + 1)

beforeEach(async () => {
  const { customerId } = await testCustomer()
  customer = await testSession(customerId)
  await giveCertificate(customerId)
})
afterEach(() => clock.shift(0))

describe('at most thirty active keys', () => {
  test('64 at once make exactly 30, each other is refused for the cap', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 64 }, (_, index) => makeKey(customer, { name: `Key ${index}` })),
    )
    const refusals = results.filter((result) => result.status === 'rejected')
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(30)
    for (const { reason } of refusals) expect(reason).toMatchObject(full)
    expect(await slots()).toEqual(oneToThirty)
    expect((await keyStanding(customer)).activeCount).toBe(30)
    expect(
      await database().auditEvent.count({
        where: { customerId: customer.customerId, action: 'key.refused' },
      }),
    ).toBe(34)
  })

  test('the 31st is refused; deactivating or deleting one makes room', async () => {
    const [first = '', second = ''] = await make(30)
    await expect(makeKey(customer)).rejects.toMatchObject(full)
    await deactivateKey(customer, { id: first })
    await make(1)
    await expect(makeKey(customer)).rejects.toMatchObject(full)
    await deleteKey(customer, { id: second, typedName: 'Key 2' })
    await make(1)
    expect(await slots()).toEqual(oneToThirty)
    const { revision } = await getKey(customer, first)
    const again = proved(customer, () => activateKey(customer, { id: first, revision }))
    await expect(again).rejects.toMatchObject(full)
  })

  test('keys not yet valid count', async () => {
    await make(30, { firstDay: addDays(today(), 5) })
    await expect(makeKey(customer)).rejects.toMatchObject(full)
  })

  test('thirty ended make room for thirty, and then one of the old cannot be extended', async () => {
    const old = await make(30, { lastDay: today() })
    clock.shift(2 * 86_400)
    expect((await keyStanding(customer)).activeCount).toBe(0)
    expect((await listKeys(customer)).activeCount).toBe(0)
    await make(30)
    expect((await keyStanding(customer)).activeCount).toBe(30)
    const [id = ''] = old
    await expect(change(id, { lastDay: addDays(today(), 5) })).rejects.toMatchObject(full)
    await expect(change(id, { lastDay: null })).rejects.toMatchObject(full)
    // Its name is free to change: it stays ended.
    await change(id, { name: 'Old', lastDay: addDays(today(), -2) })
    expect(await getKey(customer, id)).toMatchObject({ name: 'Old', state: 'expired' })
    expect(await slots()).toEqual(oneToThirty)
  })

  test('an ended key extended while there is room takes a slot', async () => {
    const [id = ''] = await make(1, { lastDay: today() })
    clock.shift(2 * 86_400)
    await make(29)
    await change(id, { lastDay: addDays(today(), 20) })
    expect(await slots()).toEqual(oneToThirty)
    expect(await getKey(customer, id)).toMatchObject({ state: 'active' })
    await expect(makeKey(customer)).rejects.toMatchObject(full)
  })

  test('the lowest free slot is taken', async () => {
    const ids = await make(3)
    await deactivateKey(customer, { id: ids[1] ?? '' })
    expect(await slots()).toEqual([1, 3])
    await make(1)
    expect(await slots()).toEqual([1, 2, 3])
  })

  test('the database itself refuses one slot twice', async () => {
    const [first = '', second = ''] = await make(2)
    expect(first).not.toBe(second)
    await expect(
      database().apiKey.update({ where: { id: second }, data: { slot: 1 } }),
    ).rejects.toMatchObject({ code: 'P2002' })
  })
})
