import { expect, it } from 'vitest'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { testCustomer, testSession } from '@/test/customer'
import { previousSession } from './previous-session'

it('is null on the first sign-in, whatever other customers did', async () => {
  await testCustomer()
  expect(await previousSession(await testCustomer())).toBeNull()
})

it('is the latest of the customer’s other sessions, an ended one too', async () => {
  const customer = await testCustomer()
  const longAgo = await testSession(customer.customerId)
  const ended = await testSession(customer.customerId)
  await testCustomer()
  const now = clock.now()
  const at = (seconds: number) => addSeconds(now, seconds)
  const move = (id: string, data: { createdAt: Date; endedAt?: Date; address?: string }) =>
    database().webSession.update({ where: { id }, data })
  await move(longAgo.sessionId, { createdAt: at(-3000) })
  await move(ended.sessionId, { createdAt: at(-2000), endedAt: at(-1000), address: '2001:db8::7' })
  expect(await previousSession(customer)).toEqual({ createdAt: at(-2000), address: '2001:db8::7' })
})

it('refuses somebody who is not signed in', async () => {
  const nobody = { kind: 'anonymous', requestId: 'r', address: '192.0.2.1', userAgent: '' } as const
  await expect(previousSession(nobody)).rejects.toMatchObject({ code: 'signed_out' })
})
