import { randomUUID } from 'node:crypto'
import fastify from 'fastify'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { announceChange } from '@/lib/changes/announce-change'
import { transaction } from '@/lib/db/transaction'
import { giveUpLease, mayRemember, startLease } from '../memory/process-lease'
import { hearChanges } from './hear-changes'
import { makeStreams } from './streams'

beforeAll(async () => {
  startLease()
  await vi.waitFor(() => expect(mayRemember()).toBe(true), 20_000)
})
afterAll(giveUpLease)

const change = async () => {
  const customerId = randomUUID()
  await transaction((tx) => announceChange(tx, { kind: 'customer', id: customerId, customerId, ends: null }))
  return customerId
}

test('streams are looked after when something changes, and no more once their listener is closed', async () => {
  const [closed, open] = [0, 1].map(() => {
    const streams = makeStreams(async () => new Map())
    const app = fastify()
    hearChanges(streams, app)
    return { app, recheck: vi.spyOn(streams, 'recheck') }
  })
  await Promise.all([closed?.app.ready(), open?.app.ready()])
  const first = await change()
  // A lease that is lost meanwhile has them looked after as well.
  for (const one of [closed, open]) expect(one?.recheck).toHaveBeenCalledWith(first)
  await closed?.app.close()
  const second = await change()
  expect(open?.recheck).toHaveBeenCalledWith(second)
  expect(closed?.recheck).not.toHaveBeenCalledWith(second)
  await open?.app.close()
})
