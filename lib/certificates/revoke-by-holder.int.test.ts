import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { lockCustomer } from '@/lib/db/lock-customer'
import { transaction } from '@/lib/db/transaction'
import { AppError } from '@/lib/errors'
import { createKey } from '@/lib/keys/create-key'
import { holderReasons } from '@/lib/pki/revocation-reasons'
import { confirmKey, csrText, newKey } from '@/test/apply'
import { somebodyWaits } from '@/test/blocked'
import { type TestCustomer, testCustomer, testSession } from '@/test/customer'
import { eventOf, noticesOf } from '@/test/help-act'
import { keyInput, makeKey } from '@/test/keys'
import { prove } from '@/test/proved'
import { stranger } from '@/test/signing-in'
import { testStaff, withReason } from '@/test/staff'
import { ensureAuthorities } from './ensure-authorities'
import { issueCertificate } from './issue-certificate'
import { markRevoked } from './mark-revoked'
import { revokeCertificate } from './revoke-certificate'
import { revokeOwnCertificateSchema } from './schema'

let customer: TestCustomer
let id: string
let serialNumber: string
const row = () => database().certificate.findUniqueOrThrow({ where: { id } })
const revoke = (actor: Parameters<typeof revokeCertificate>[0] = customer) =>
  revokeCertificate(actor, { id, revokedFor: 'keyCompromise' })
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error) => (error instanceof AppError ? error.code : error),
  )
const keys = () => database().apiKey.count({ where: { customerId: customer.customerId } })

beforeAll(() => ensureAuthorities())
beforeEach(async () => {
  customer = await testCustomer()
  const key = newKey()
  await confirmKey(customer, key)
  ;({ id, serialNumber } = await issueCertificate(customer, { csr: csrText(key) }))
})
afterEach(() => clock.shift(0))

describe('the holder', () => {
  test.each(holderReasons)('may revoke it for %s, without any proof', async (revokedFor) => {
    await revokeCertificate(customer, { id, revokedFor })
    expect(await row()).toMatchObject({ status: 'revoked', revokedFor, revokedAt: expect.any(Date) })
    expect(await eventOf(customer.customerId, 'certificate.revoked')).toMatchObject({
      actorKind: 'customer',
      objectId: id,
      detail: { serialNumber, revokedFor },
    })
    expect(await noticesOf(customer.customerId, 'certificate_revoked')).toBe(1)
    expect(await noticesOf(customer.customerId, 'staff_certificate_revoked')).toBe(0)
  })

  test('not for what staff alone may say', async () => {
    const staffs = { id, revokedFor: 'privilegeWithdrawn' } as const
    expect(revokeOwnCertificateSchema.safeParse(staffs).success).toBe(false)
    expect(await codeOf(revokeCertificate(customer, staffs))).toBe('forbidden')
    expect((await row()).status).toBe('issued')
  })

  test('once: then is told when it was, by whomever', async () => {
    await revoke()
    const { revokedAt } = await row()
    await expect(revoke()).rejects.toMatchObject({
      code: 'certificate_already_revoked',
      values: { at: revokedAt },
    })
    expect(await row()).toMatchObject({ revokedAt })
    expect(await noticesOf(customer.customerId, 'certificate_revoked')).toBe(1)
    const staff = withReason(await testStaff('security'))
    await expect(revoke(staff)).rejects.toMatchObject({
      code: 'changed_by_staff',
      values: { who: 'customer' },
    })
  })

  test('of many at once, and staff among them, one does it', async () => {
    const staff = withReason(await testStaff('security'))
    const elsewhere = await testSession(customer.customerId)
    const codes = await Promise.all([customer, elsewhere, customer, staff].map((by) => codeOf(revoke(by))))
    expect(codes.filter((code) => code === 'done')).toHaveLength(1)
    expect(codes.every((code) => /^(done|certificate_already_revoked|changed_by_staff)$/.test(code))).toBe(
      true,
    )
  })

  test('not one that has ended, is not issued yet, or never came to be', async () => {
    clock.shift(400 * 86_400)
    expect(await codeOf(revoke())).toBe('certificate_not_live')
    clock.shift(0)
    await database().certificate.update({ where: { id }, data: { status: 'pending' } })
    expect(await codeOf(revoke())).toBe('certificate_not_live')
    await database().certificate.update({ where: { id }, data: { status: 'void' } })
    expect(await codeOf(revoke())).toBe('not_found')
  })

  test('no limit stands in the way, whatever else is', async () => {
    // Locked codes, a used-up year of applications: nothing of it is asked for.
    await database().otpChallenge.updateMany({
      where: { customerId: customer.customerId },
      data: { attempts: 1000 },
    })
    expect(await codeOf(revoke())).toBe('done')
  })
})

describe('nobody else', () => {
  test('somebody signed out', async () => expect(await codeOf(revoke(stranger()))).toBe('signed_out'))

  test('another customer, who is told of none and goes on record', async () => {
    const other = await testCustomer()
    expect(await codeOf(revoke(other))).toBe('not_found')
    expect((await row()).status).toBe('issued')
    expect(await eventOf(other.customerId, 'certificate.refused')).toMatchObject({
      objectId: id,
      detail: { act: 'revoke', reason: 'not_found' },
    })
  })

  test.each(['00000000-0000-4000-8000-000000000000', 'x', ''])('an id that is nobody’s: %j', async (none) =>
    expect(await codeOf(revokeCertificate(customer, { id: none, revokedFor: 'superseded' }))).toBe(
      'not_found',
    ),
  )
})

describe('a key made meanwhile', () => {
  test('that was asked for first, but comes second, is refused', async () => {
    await prove(customer, () => createKey(customer, keyInput))
    let made: Promise<unknown> = Promise.resolve()
    await transaction(async (tx) => {
      await lockCustomer(tx, customer.customerId)
      await markRevoked(tx, customer, { id, customerId: customer.customerId, serialNumber }, 'keyCompromise')
      made = codeOf(createKey(customer, keyInput))
      await somebodyWaits()
    })
    expect(await made).toBe('certificate_required')
    expect(await keys()).toBe(0)
  })

  test('is made before the revocation or not at all', async () => {
    for (let round = 0; round < 5; round++) {
      await database().certificate.update({ where: { id }, data: { status: 'issued', revokedAt: null } })
      const before = await keys()
      const [made] = await Promise.all([codeOf(makeKey(customer, { name: `Key ${round}` })), revoke()])
      expect(made).toMatch(/^(done|certificate_required)$/)
      expect((await keys()) - before).toBe(made === 'done' ? 1 : 0)
      expect(await codeOf(createKey(customer, keyInput))).toBe('certificate_required')
    }
  })
})
