import { createHash, sign } from 'node:crypto'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { digestOf } from '@/lib/factors/digest-of'
import { openStepUp } from '@/lib/factors/open-step-up'
import { proveStepUp } from '@/lib/factors/prove-step-up'
import { requireStepUp } from '@/lib/factors/require-step-up'
import { StepUpRequired } from '@/lib/factors/step-up-required'
import { signedText } from '@/lib/pki/signed-text'
import { policy } from '@/lib/policies/policy'
import { type ApplicantKey, confirmKey, csrText, newKey, publicKeyText } from '@/test/apply'
import { type TestCustomer, testCustomer } from '@/test/customer'
import { eventOf, noticesOf, refusesOthers } from '@/test/help-act'
import { testStaff, withReason } from '@/test/staff'
import { ensureAuthorities } from './ensure-authorities'
import { findByKey } from './find-by-key'
import { getCertificate } from './get-certificate'
import { issueCertificate } from './issue-certificate'
import { listCertificates } from './list-certificates'
import { requireUsableCertificate } from './require-usable-certificate'
import { revokeCertificate } from './revoke-certificate'

let customer: TestCustomer
let stranger: TestCustomer
let key: ApplicantKey
let id: string
let serialNumber: string
const row = () => database().certificate.findUniqueOrThrow({ where: { id } })
const revoke = async (role: 'security' | 'admin' = 'security') =>
  revokeCertificate(withReason(await testStaff(role, { name: 'Ann' }), 'stolen laptop', 'TN-1'), {
    id,
    revokedFor: 'keyCompromise',
  })

async function issued(actor: TestCustomer, withKey = newKey()) {
  await confirmKey(actor, withKey)
  return issueCertificate(actor, { csr: csrText(withKey) })
}

beforeAll(() => ensureAuthorities())
beforeEach(async () => {
  customer = await testCustomer()
  stranger = await testCustomer()
  key = newKey()
  ;({ id, serialNumber } = await issued(customer, key))
})
afterEach(() => clock.shift(0))

describe('by staff', () => {
  test.each(['security', 'admin'] as const)('%s may', async (role) => {
    await revoke(role)
    expect(await row()).toMatchObject({
      status: 'revoked',
      revokedFor: 'keyCompromise',
      revokedAt: expect.any(Date),
    })
    expect(await eventOf(customer.customerId, 'certificate.revoked')).toMatchObject({
      actorKind: 'staff',
      objectId: id,
      detail: {
        serialNumber,
        revokedFor: 'keyCompromise',
        staffReason: 'stolen laptop',
        ticket: 'TN-1',
        role,
      },
    })
    expect(await noticesOf(customer.customerId, 'staff_certificate_revoked')).toBe(1)
  })

  refusesOthers(
    'certificate:revoke',
    (actor) => revokeCertificate(actor, { id, revokedFor: 'superseded' }),
    () => [[stranger, 'not_found']],
  )

  test('once: the second of two is told', async () => {
    await revoke()
    await expect(revoke('admin')).rejects.toMatchObject({
      code: 'changed_by_staff',
      values: { who: 'staff', name: 'Ann', act: 'certificate_revoked' },
    })
    expect(await noticesOf(customer.customerId, 'staff_certificate_revoked')).toBe(1)
  })

  test('of two at once one does it', async () => {
    const done = await Promise.allSettled([revoke(), revoke('admin')])
    expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(done.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'changed_by_staff' },
    })
  })

  test('one that has ended, or is not issued yet, is not', async () => {
    clock.shift(400 * 86_400)
    await expect(revoke()).rejects.toMatchObject({ code: 'certificate_not_live' })
    clock.shift(0)
    for (const status of ['pending', 'void'] as const) {
      await database().certificate.update({ where: { id }, data: { status } })
      await expect(revoke()).rejects.toMatchObject({ code: 'certificate_not_live' })
    }
  })

  test.each(['00000000-0000-4000-8000-000000000000', 'x', ''])(
    'an id that is nobody’s: %j',
    async (unknown) => {
      const staff = withReason(await testStaff('admin'))
      await expect(revokeCertificate(staff, { id: unknown, revokedFor: 'superseded' })).rejects.toMatchObject(
        { code: 'not_found' },
      )
    },
  )
})

describe('a revoked certificate', () => {
  test('is shown as such, and no longer counts', async () => {
    await transaction((tx) => requireUsableCertificate(tx, customer))
    await revoke()
    expect(await getCertificate(customer, id)).toMatchObject({
      state: 'revoked',
      revokedAt: expect.any(Date),
    })
    expect(await listCertificates(customer)).toMatchObject([{ id, state: 'revoked' }])
    await expect(transaction((tx) => requireUsableCertificate(tx, customer))).rejects.toMatchObject({
      code: 'certificate_required',
    })
    const publicKeySha256 = createHash('sha256')
      .update(Buffer.from(publicKeyText(key), 'base64'))
      .digest('hex')
    expect(await findByKey(customer, { publicKeySha256 })).toBeNull()
  })

  test('makes room for another', async () => {
    const { maxLive } = policy().certificate
    for (let live = 1; live < maxLive; live++) await issued(customer)
    await expect(issued(customer)).rejects.toMatchObject({ code: 'certificate_limit_reached' })
    await revoke()
    await issued(customer)
  })

  test('is the last of its key', async () => {
    await revoke()
    clock.shift(120)
    await confirmKey(customer, key)
    await expect(issueCertificate(customer, { csr: csrText(key) })).rejects.toMatchObject({
      code: 'csr_refused',
      values: { rule: 'key_in_use' },
    })
  })

  const purpose = 'key-widen'
  const digest = digestOf(purpose, { about: 'one' })
  async function proofBySignature() {
    const request = await openStepUp(customer, { purpose, digest, factors: ['certificate'] })
    const text = Buffer.from(signedText({ ...request, serialNumber }))
    const signature = sign('sha256', text, { key: key.privateKey, dsaEncoding: 'ieee-p1363' })
    return {
      stepUpId: request.id,
      stepUpSerial: serialNumber,
      stepUpSignature: signature.toString('base64url'),
    }
  }
  const use = () => transaction((tx) => requireStepUp(tx, customer, purpose, digest))

  test('proves nothing any more', async () => {
    await proveStepUp(customer, await proofBySignature())
    await use()
    const late = await proofBySignature()
    await revoke()
    await expect(proveStepUp(customer, late)).rejects.toMatchObject({ code: 'step_up_signature_refused' })
  })

  test('nor does what was still being checked when it was revoked', async () => {
    await proveStepUp(customer, await proofBySignature())
    await revoke()
    // As if the check of the signature had been the slower one.
    await database().stepUp.updateMany({
      where: { customerId: customer.customerId, provedBy: `certificate:${serialNumber}` },
      data: { usedAt: null },
    })
    await expect(use()).rejects.toBeInstanceOf(StepUpRequired)
  })

  test('nor does what it proved a moment ago', async () => {
    await proveStepUp(customer, await proofBySignature())
    await revoke()
    await expect(use()).rejects.toBeInstanceOf(StepUpRequired)
  })
})
