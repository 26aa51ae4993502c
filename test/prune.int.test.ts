import { randomBytes } from 'node:crypto'
import { afterEach, expect, it } from 'vitest'
import { pruneSelfTests } from '@/lib/certificates/self-test/prune-self-tests'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { pruneFactors } from '@/lib/factors/prune-factors'
import { pruneSignIn } from '@/lib/identity/prune-sign-in'
import { pruneOutbox } from '@/lib/notices/prune-outbox'
import { pruneStaff } from '@/lib/staff/prune-staff'
import { testCustomer } from '@/test/customer'
import { testStaff } from '@/test/staff'

const pruneExpired = () =>
  Promise.all([pruneSelfTests(), pruneFactors(), pruneSignIn(), pruneOutbox(), pruneStaff()])

afterEach(() => clock.shift(0))

it('deletes what has had its time, and nothing that has not', async () => {
  const { customerId, sessionId } = await testCustomer()
  const { staffId } = await testStaff('support')
  const now = clock.now()
  await database().activation.create({ data: { staffId, tokenHash: randomBytes(32), expiresAt: now } })
  const common = { customerId, sessionId, purpose: 'key-create', digest: randomBytes(32), expiresAt: now }
  await database().stepUp.create({ data: { ...common, nonce: randomBytes(32) } })
  const challenge = { ...common, channel: 'sms', codeHash: randomBytes(32) } as const
  await database().otpChallenge.create({ data: challenge })
  await database().otpChallenge.create({ data: { ...challenge, attempts: 3 } })
  const subject = randomBytes(32)
  await database().signInThrottle.create({ data: { scope: 'account', subject, failures: 9 } })
  const outbox = { customerId, channel: 'sms', template: 'x', destinationSealed: randomBytes(8) } as const
  await database().outbox.create({ data: { ...outbox, status: 'sent', expiresAt: now } })
  await database().outbox.create({ data: { ...outbox, status: 'pending', expiresAt: now } })
  await database().selfTest.create({
    data: { customerId, sessionId, nonce: randomBytes(32), expiresAt: now },
  })
  const left = async () => [
    await database().selfTest.count({ where: { customerId } }),
    await database().stepUp.count({ where: { customerId } }),
    await database().otpChallenge.count({ where: { customerId } }),
    await database().signInThrottle.count({ where: { subject } }),
    await database().webSession.count({ where: { customerId } }),
    await database().outbox.count({ where: { customerId } }),
    await database().staffSession.count({ where: { staffId } }),
    await database().activation.count({ where: { staffId } }),
  ]

  await pruneExpired()
  expect(await left()).toEqual([1, 1, 2, 1, 1, 2, 1, 1])
  clock.shift(3 * 86_400)
  await pruneExpired()
  expect(await left()).toEqual([1, 0, 2, 0, 1, 2, 1, 1])
  clock.shift(32 * 86_400)
  await pruneExpired()
  expect(await left()).toEqual([0, 0, 1, 0, 0, 1, 0, 0])
})
