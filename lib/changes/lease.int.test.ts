import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { database } from '@/lib/db/client'
import { sqlTransaction } from '@/lib/db/sql-transaction'
import { transaction } from '@/lib/db/transaction'
import { announceChange } from './announce-change'
import type { Change } from './change'
import { withConfirmation } from './confirmation'
import { holdLease, type Lease } from './hold-lease'
import { openLeaseConnection } from './lease-connection'
import { pruneChanges } from './prune-changes'

type Holder = { lease: Lease; heard: Change[]; forgot: () => number }
const leases: Lease[] = []

/** Something that holds a lease, as a gateway does. */
async function holder(): Promise<Holder> {
  const heard: Change[] = []
  const forget = vi.fn()
  const lease = holdLease({ hear: (change) => heard.push(change), forget })
  leases.push(lease)
  await vi.waitFor(() => expect(lease.holds()).toBe(true), 20_000)
  return { lease, heard, forgot: () => forget.mock.calls.length }
}

const nodes = async () =>
  (await database().gatewayNode.findMany({ orderBy: { id: 'asc' } })).map(({ id }) => id)
const announced = { kind: 'customer', id: randomUUID(), customerId: randomUUID(), ends: null } as const

/** @returns whether every holder knows of it */
async function change(): Promise<boolean> {
  const tell = vi.fn(async () => {})
  await withConfirmation(() => transaction((tx) => announceChange(tx, announced)), tell)
  return tell.mock.calls.length === 0
}

beforeEach(async () => {
  await database().gatewayNode.deleteMany()
  await database().gatewayChange.deleteMany()
})
afterEach(async () => {
  await Promise.all(leases.splice(0).map((lease) => lease.giveUp()))
})

describe('a change', () => {
  test.each([
    ['transaction', () => transaction((tx) => announceChange(tx, announced))],
    ['sqlTransaction', () => sqlTransaction((tx) => announceChange(tx, announced))],
  ])('is known to every holder when %s returns', async (_, act) => {
    const [one, other] = [await holder(), await holder()]
    await act()
    const { kind, customerId } = announced
    for (const { heard } of [one, other])
      expect(heard).toEqual([{ id: expect.any(String), kind, objectId: announced.id, customerId }])
    expect(await database().gatewayAck.count()).toBe(2)
    expect([one.lease.holds(), other.lease.holds()]).toEqual([true, true])
  })

  test('that is undone is told to nobody', async () => {
    const { heard } = await holder()
    const act = transaction(async (tx) => {
      await announceChange(tx, announced)
      throw new Error('undone')
    })
    await expect(act).rejects.toThrow('undone')
    await change()
    expect(heard).toHaveLength(1)
  })

  test('waits for nobody when there is nobody', async () => {
    expect(await change()).toBe(true)
  })

  test('can not be announced where nobody would wait', async () => {
    await expect(announceChange(database(), announced)).rejects.toThrow('in a transaction')
  })

  test('fences a holder that renews its lease and stays silent, and is done when that has run out', async () => {
    const silent = await openLeaseConnection({ hear: () => {}, lost: () => {} })
    const id = randomUUID()
    await silent.register(id, null)
    const renewals: boolean[] = []
    const asked: Promise<unknown>[] = []
    const renew = async () => renewals.push(await silent.renew(id))
    const renewing = setInterval(() => asked.push(renew()), 50)
    try {
      expect(await change()).toBe(true)
      const [node] = await database().$queryRaw<{ fenced: boolean; over: boolean }[]>`
        SELECT fenced_at IS NOT NULL AS fenced, lease_until < clock_timestamp() AS over FROM gateway_node`
      expect(node).toEqual({ fenced: true, over: true })
      expect(renewals[0]).toBe(true)
      expect(renewals.at(-1)).toBe(false)
    } finally {
      clearInterval(renewing)
      // One that is still on its way would fail as the connection ends, and nobody would hear of that.
      await Promise.all(asked)
      await silent.close()
    }
  })

  test('that a holder neither hears nor can be fenced from is saved, but not confirmed', async () => {
    await database()
      .$executeRaw`INSERT INTO gateway_node (id, lease_until) VALUES (${randomUUID()}::uuid, now() + interval '1 hour')`
    expect(await change()).toBe(false)
    expect(await database().gatewayChange.count()).toBe(1)
  })
})

describe('a lease', () => {
  test('counts what was committed before as heard: its holder remembers nothing yet', async () => {
    await change()
    await holder()
    expect(await database().gatewayAck.count()).toBe(1)
  })

  test('is renewed under its id', async () => {
    const { lease } = await holder()
    const before = await database().gatewayNode.findFirstOrThrow()
    await vi.waitFor(async () => {
      const now = await database().gatewayNode.findFirstOrThrow()
      expect(now.id).toBe(before.id)
      expect(now.leaseUntil.getTime()).toBeGreaterThan(before.leaseUntil.getTime() + 1_000)
    }, 20_000)
    expect(lease.holds()).toBe(true)
  })

  test.each([
    ['was fenced', 'UPDATE gateway_node SET fenced_at = now()'],
    ['has run out', "UPDATE gateway_node SET lease_until = now() - interval '1 second'"],
    ['is not known any more', 'DELETE FROM gateway_node'],
  ])('that %s is given up for a new one, and everything is forgotten', async (_, sql) => {
    const { lease, forgot } = await holder()
    const [before, times] = [await nodes(), forgot()]
    await database().$executeRawUnsafe(sql)
    await vi.waitFor(async () => {
      const now = await nodes()
      expect(now).toHaveLength(1)
      expect(now).not.toEqual(before)
    }, 20_000)
    await vi.waitFor(() => expect(lease.holds()).toBe(true), 20_000)
    // As the old one ended and as the new one began.
    expect(forgot()).toBeGreaterThanOrEqual(times + 2)
    expect(await change()).toBe(true)
  })

  test('ends with its connection, and begins anew with another', async () => {
    const { lease, heard, forgot } = await holder()
    const [before, times] = [await nodes(), forgot()]
    const held = () => lease.holds()
    await database().$executeRaw`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'signet-lease' AND datname = current_database()`
    await vi.waitFor(() => expect(held()).toBe(false), { timeout: 20_000, interval: 1 })
    expect(forgot()).toBe(times + 1)
    expect(await change()).toBe(true)
    await vi.waitFor(() => expect(held()).toBe(true), 20_000)
    expect(forgot()).toBe(times + 2)
    // Nobody has to wait until the old one runs out.
    const now = await nodes()
    expect(now).toHaveLength(1)
    expect(now).not.toEqual(before)
    await change()
    expect(heard.length).toBeGreaterThanOrEqual(1)
  })

  test('goes on when something that is no change is said on the channel, but everything is forgotten', async () => {
    const { lease, forgot } = await holder()
    const times = forgot()
    await database().$executeRaw`SELECT pg_notify('signet_change', 'nonsense')`
    await vi.waitFor(() => expect(forgot()).toBe(times + 1), 20_000)
    expect(lease.holds()).toBe(true)
  })

  test('that is given up leaves nobody to wait for', async () => {
    const { lease, forgot } = await holder()
    const times = forgot()
    await lease.giveUp()
    expect([lease.holds(), forgot()]).toEqual([false, times + 1])
    expect(await nodes()).toEqual([])
  })

  test('can be given up before there is one', async () => {
    const lease = holdLease({ hear: () => {}, forget: () => {} })
    await lease.giveUp()
    expect(lease.holds()).toBe(false)
    expect(await nodes()).toEqual([])
  })
})

test('what nobody waits for any more is deleted, and nothing else', async () => {
  await holder()
  await change()
  const [before] = await nodes()
  await database().$executeRaw`
    INSERT INTO gateway_node (id, lease_until) VALUES (${randomUUID()}::uuid, now() - interval '2 minutes')`
  await database().$executeRaw`UPDATE gateway_change SET at = now() - interval '10 minutes'`
  await change()
  await pruneChanges()
  expect(await nodes()).toEqual([before])
  expect([await database().gatewayChange.count(), await database().gatewayAck.count()]).toEqual([1, 1])
})
