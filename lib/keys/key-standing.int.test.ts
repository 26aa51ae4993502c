import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CustomerActor } from '@/lib/access/actor'
import { usableCertificates } from '@/lib/certificates/usable-certificates'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { giveCertificate } from '@/test/certificate'
import { testCustomer, testSession } from '@/test/customer'
import { makeKey } from '@/test/keys'
import { activeKeysWhere } from './active-keys-where'
import { addDays, dayOf } from './date-window'
import { deactivateKey } from './deactivate-key'
import { keyStanding } from './key-standing'
import { newKeyObstacle } from './new-key-obstacle'

let customer: CustomerActor
const day = 86_400

beforeEach(async () => {
  const { customerId } = await testCustomer()
  customer = await testSession(customerId)
})
afterEach(() => clock.shift(0))

/** The same by the rules that decide whether a key is made. */
async function byTheRules() {
  const certificates = await usableCertificates(database(), customer)
  return {
    activeCount: await database().apiKey.count({ where: activeKeysWhere(customer, clock.now()) }),
    hasCertificate: certificates.length > 0,
  }
}

test('says what the rules of a new key say, as keys and certificates come and end', async () => {
  expect(await keyStanding(customer)).toEqual({ activeCount: 0, hasCertificate: false })
  await giveCertificate(customer.customerId)
  const today = dayOf(clock.now(), 'Asia/Taipei')
  await makeKey(customer)
  await makeKey(customer, { firstDay: addDays(today, 3) })
  await makeKey(customer, { lastDay: today })
  const { id } = await makeKey(customer)
  await deactivateKey(customer, { id })
  expect(await keyStanding(customer)).toEqual({ activeCount: 3, hasCertificate: true })
  for (const days of [0, 2, 400, -1]) {
    clock.shift(days * day)
    expect(await keyStanding(customer)).toEqual(await byTheRules())
  }
})

test('a certificate that came to nothing does not count', async () => {
  await giveCertificate(customer.customerId)
  await database().certificate.updateMany({
    where: { customerId: customer.customerId },
    data: { status: 'void' },
  })
  expect(await keyStanding(customer)).toEqual(await byTheRules())
})

test('what belongs to others counts for nobody else, and nobody has no standing', async () => {
  const other = await testCustomer()
  await giveCertificate(other.customerId)
  expect(await keyStanding(customer)).toEqual({ activeCount: 0, hasCertificate: false })
  const nobody = { kind: 'anonymous', requestId: '1', address: '192.0.2.1', userAgent: 'x' } as const
  await expect(keyStanding(nobody)).rejects.toMatchObject({ code: 'signed_out' })
})

test('what stands in the way of a new key', () => {
  const obstacle = (activeCount: number, hasCertificate: boolean) =>
    newKeyObstacle(customer, { activeCount, hasCertificate })
  expect(obstacle(30, false)).toBe('certificate_required')
  expect(obstacle(30, true)).toBe('key_limit_reached')
  expect(obstacle(29, true)).toBeNull()
})
