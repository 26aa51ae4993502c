import { randomUUID } from 'node:crypto'
import type { CustomerActor } from '@/lib/access/actor'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { blindIndex } from '@/lib/vault/blind-index'
import { keyedHash } from '@/lib/vault/keyed-hash'
import { randomToken } from '@/lib/vault/random-token'
import { seal } from '@/lib/vault/seal'
import { randomNationalId } from './national-id'

/** A signed-in customer to hand to an operation, with what a test wants to know about them. */
export type TestCustomer = CustomerActor & {
  nationalId: string
  accountId: string
  email: string
  phone: string
  /** What the session cookie would hold. */
  sessionToken: string
}

/**
 * Puts a customer and a live session of theirs into the database, without going through sign-in.
 * The password hash is not one: tests of passwords set their own.
 */
export async function testCustomer(
  values: { locale?: string; nationalId?: string } = {},
): Promise<TestCustomer> {
  const nationalId = values.nationalId ?? randomNationalId()
  const id = randomUUID()
  const { index, version } = blindIndex(nationalId)
  const accountId = `T${id.replaceAll('-', '').slice(0, 15)}`
  const email = `${accountId.toLowerCase()}@example.com`
  const phone = '+886912345678'
  await database().customer.create({
    data: {
      id,
      accountId,
      nationalIdSealed: seal(nationalId, `national-id:${id}`),
      nationalIdIndex: index,
      nationalIdIndexVersion: version,
      name: '王測試',
      email,
      phone,
      locale: values.locale ?? 'en',
      passwordHash: 'none',
    },
  })
  return { ...(await testSession(id)), nationalId, accountId, email, phone }
}

/** A further live session of a customer: another browser. */
export async function testSession(customerId: string): Promise<CustomerActor & { sessionToken: string }> {
  const sessionToken = randomToken()
  const meta = { address: '192.0.2.10', userAgent: 'vitest' }
  const { id } = await database().webSession.create({
    data: {
      customerId,
      tokenHash: keyedHash('session-token', sessionToken),
      expiresAt: addSeconds(clock.now(), 12 * 3600),
      ...meta,
    },
  })
  return { kind: 'customer', customerId, sessionId: id, requestId: randomUUID(), sessionToken, ...meta }
}
