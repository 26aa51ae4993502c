import { expect, it } from 'vitest'
import { systemActor } from '@/lib/access/actor'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { randomNationalId } from '@/test/national-id'
import { createCustomer, type NewCustomer } from './create-customer'
import { demoCustomers, demoPassword } from './demo-customers'
import { parseLoginId } from './parse-login-id'
import { seedDemoCustomers } from './seed-demo'
import { signIn } from './sign-in'

const create = (values: Partial<NewCustomer> = {}) =>
  transaction((tx) =>
    createCustomer(tx, systemActor, {
      nationalId: randomNationalId(),
      password: 'long enough for this',
      name: 'Lin',
      email: 'lin@example.com',
      phone: '+886900000318',
      locale: 'en',
      ...values,
    }),
  )

it('stores the ID sealed and the password hashed, and records the account', async () => {
  const nationalId = randomNationalId()
  const { id } = await create({ nationalId: nationalId.toLowerCase() })
  const row = await database().customer.findUniqueOrThrow({ where: { id } })
  expect(row.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(row.accountId).toMatch(/^[A-Z2-9]{16}$/)
  for (const bytes of [row.nationalIdSealed, row.nationalIdIndex])
    expect(Buffer.from(bytes).toString('latin1')).not.toContain(nationalId)
  expect(await database().auditEvent.count({ where: { customerId: id, action: 'customer.created' } })).toBe(1)
})

it.each([
  [{ nationalId: 'A123456788' }, 'id_malformed'],
  [{ password: 'short' }, 'password_too_short'],
])('refuses %j', async (values, code) => {
  await expect(create(values)).rejects.toMatchObject({ code })
})

it('opens one account for an ID', async () => {
  const nationalId = randomNationalId()
  await create({ nationalId })
  await expect(create({ nationalId: ` ${nationalId}` })).rejects.toMatchObject({ code: 'id_taken' })
})

it('seeds the demo customers once, however often and by however many, and they can sign in', async () => {
  await Promise.all([seedDemoCustomers(), seedDemoCustomers()])
  await seedDemoCustomers()
  expect(await database().customer.count({ where: { isDemo: true } })).toBe(demoCustomers.length)
  for (const { nationalId } of demoCustomers) {
    expect(parseLoginId(nationalId)).toBe(nationalId)
    const actor = { kind: 'anonymous', requestId: 'r', address: '192.0.2.9', userAgent: '' } as const
    await expect(signIn(actor, { nationalId, password: demoPassword })).resolves.toMatchObject({})
  }
})
