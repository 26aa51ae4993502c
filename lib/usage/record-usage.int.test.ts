import { expect, test, vi } from 'vitest'
import { closeDatabase, database, databasePool } from '@/lib/db/client'
import { log } from '@/lib/log'
import { testCustomer } from '@/test/customer'
import { plainKey, refusal, use } from '@/test/usage'
import { recordUsage } from './record-usage'

const allowed = async (apiKeyId: string) =>
  (await database().usageHour.findFirst({ where: { apiKeyId } }))?.allowed ?? 0

test('what is noted stands in the database soon after, and the rest when it stops', async () => {
  const key = await plainKey(await testCustomer())
  const { note, stop } = recordUsage()
  note(use(key))
  await vi.waitFor(async () => expect(await allowed(key)).toBe(1), { timeout: 20_000 })
  note(use(key))
  await stop()
  expect(await allowed(key)).toBe(2)
})

test('while the database refuses, counts are kept, it is said once, and nothing is doubled', async () => {
  const key = await plainKey(await testCustomer())
  const said = vi.spyOn(log, 'error')
  const connect = vi.spyOn(databasePool(), 'connect').mockRejectedValue(new Error('away') as never)
  const { note, stop } = recordUsage()
  for (let round = 1; round <= 3; round += 1) {
    note(use(key))
    note(refusal(key))
    await vi.waitFor(() => expect(connect.mock.calls.length).toBeGreaterThanOrEqual(round), {
      timeout: 20_000,
    })
  }
  expect(said).toHaveBeenCalledTimes(1)
  connect.mockRestore()
  await stop()
  expect(await allowed(key)).toBe(3)
  expect(await database().refusal.count({ where: { apiKeyId: key } })).toBe(3)
  await closeDatabase()
})
