import { createHash } from 'node:crypto'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { sqlTransaction } from '@/lib/db/sql-transaction'
import { AppError } from '@/lib/errors'
import { readCsr } from '@/lib/pki/read-csr'
import { policy } from '@/lib/policies/policy'
import { confirmKey, csrText, newKey, publicKeyText, requestFor } from '@/test/apply'
import { type TestCustomer, testCustomer } from '@/test/customer'
import { eventOf, noticesOf } from '@/test/help-act'
import { issuedCertificate } from '@/test/issued'
import { ensureAuthorities } from './ensure-authorities'
import { healPendingCertificates } from './heal-pending'
import { issueCertificate } from './issue-certificate'
import { reserveCertificate } from './reserve-certificate'
import { revokeCertificate } from './revoke-certificate'
import { requestCertificateSchema } from './schema'
import { supersedeDue } from './supersede-due'
import { usableCertificates } from './usable-certificates'

const daySeconds = 86_400
const { maxLive, overlapDays } = policy().certificate
let customer: TestCustomer
let old: Awaited<ReturnType<typeof issuedCertificate>>

const inDays = (days: number) => clock.shift(days * daySeconds)
const rowOf = (id: string) => database().certificate.findUniqueOrThrow({ where: { id } })
const usable = async () => (await usableCertificates(database(), customer)).map(({ id }) => id)
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error) =>
      error instanceof AppError ? [error.code, error.values.rule].filter(Boolean).join(' ') : error,
  )

async function renew(id = old.id, actor = customer, key = newKey()) {
  await confirmKey(actor, key, id)
  return issueCertificate(actor, { csr: csrText(key), renewsId: id })
}

beforeAll(() => ensureAuthorities())
beforeEach(async () => {
  customer = await testCustomer()
  old = await issuedCertificate(customer)
  inDays(330)
})
afterEach(() => clock.shift(0))

describe('a renewal', () => {
  test('is a new certificate beside the old one, which ends after the overlap', async () => {
    const made = await renew()
    const { renewsId, issuedAt, publicKeySha256 } = await rowOf(made.id)
    const before = await rowOf(old.id)
    expect(renewsId).toBe(old.id)
    expect(publicKeySha256).not.toEqual(before.publicKeySha256)
    expect(before).toMatchObject({
      status: 'issued',
      supersedeAt: addSeconds(issuedAt as Date, overlapDays * daySeconds),
    })
    expect(await usable()).toEqual([made.id, old.id])
    expect(await eventOf(customer.customerId, 'certificate.issued')).toMatchObject({
      objectId: made.id,
      detail: { serialNumber: made.serialNumber, renews: old.serialNumber },
    })
    expect(await noticesOf(customer.customerId, 'otp_certificate_renew')).toBe(1)
    expect(await noticesOf(customer.customerId, 'certificate_renewed')).toBe(1)

    inDays(330 + overlapDays - 1)
    await supersedeDue()
    expect((await rowOf(old.id)).status).toBe('issued')
    inDays(330 + overlapDays + 1)
    const done = await Promise.all([supersedeDue(), supersedeDue()])
    expect(done[0] + done[1]).toBe(1)
    expect(await rowOf(old.id)).toMatchObject({ status: 'revoked', revokedFor: 'superseded' })
    expect(await usable()).toEqual([made.id])
    const events = { customerId: customer.customerId, action: 'certificate.revoked' }
    expect(await database().auditEvent.count({ where: events })).toBe(1)
    expect(await eventOf(customer.customerId, 'certificate.revoked')).toMatchObject({ actorKind: 'system' })
    // The message about the renewal named the day.
    expect(await noticesOf(customer.customerId, 'certificate_revoked')).toBe(0)
    expect(await supersedeDue()).toBe(0)
  })

  test('never keeps the old one past its own end', async () => {
    inDays(362)
    await renew()
    const { supersedeAt, notAfter } = await rowOf(old.id)
    expect(supersedeAt).toEqual(notAfter)
    inDays(366)
    expect(await supersedeDue()).toBe(0)
  })

  test('sent twice is made once', async () => {
    const key = newKey()
    const first = await renew(old.id, customer, key)
    expect(await issueCertificate(customer, { csr: csrText(key), renewsId: old.id })).toEqual(first)
    expect(await database().certificate.count({ where: { renewsId: old.id } })).toBe(1)
  })

  test('of two at once one is made', async () => {
    const keys = [newKey(), newKey()]
    for (const key of keys) await confirmKey(customer, key, old.id)
    const codes = await Promise.all(
      keys.map((key) => codeOf(issueCertificate(customer, { csr: csrText(key), renewsId: old.id }))),
    )
    expect(codes.sort()).toEqual(['done', 'renewal_made'])
  })

  test('that a crash left between confirmed and issued is finished with its overlap', async () => {
    const key = newKey()
    await confirmKey(customer, key, old.id)
    const publicKeySha256 = Uint8Array.from(
      createHash('sha256')
        .update(Buffer.from(publicKeyText(key), 'base64'))
        .digest(),
    )
    const reserved = { publicKey: readCsr(csrText(key)), publicKeySha256, renewsId: old.id }
    const { id } = await sqlTransaction((tx) => reserveCertificate(tx, customer, reserved))
    expect((await rowOf(old.id)).supersedeAt).toBeNull()
    expect(await codeOf(requestFor(customer, newKey(), old.id))).toBe('renewal_made')
    await healPendingCertificates()
    expect(await rowOf(id)).toMatchObject({ status: 'issued', renewsId: old.id })
    expect((await rowOf(old.id)).supersedeAt).toBeInstanceOf(Date)
  })

  test('that is revoked gives the old one back, to be renewed again', async () => {
    const made = await renew()
    await revokeCertificate(customer, { id: made.id, revokedFor: 'keyCompromise' })
    expect((await rowOf(old.id)).supersedeAt).toBeNull()
    inDays(330 + overlapDays + 1)
    await supersedeDue()
    expect(await usable()).toEqual([old.id])
    expect(await codeOf(renew())).toBe('done')
  })
})

describe('is refused before a code is sent, and at the end', () => {
  const both = async (id = old.id, actor = customer) => {
    const codes = [await codeOf(requestFor(actor, newKey(), id))]
    // As if a code had come through all the same: the end decides by itself.
    codes.push(await codeOf(issueCertificate(actor, { csr: csrText(newKey()), renewsId: id })))
    return codes
  }
  const unconfirmed = 'csr_refused unconfirmed_key'

  test('before the window, with the day on which it opens', async () => {
    inDays(300)
    const { notAfter } = await rowOf(old.id)
    await expect(requestFor(customer, newKey(), old.id)).rejects.toMatchObject({
      code: 'renewal_too_early',
      values: { opens: addSeconds(notAfter, -45 * daySeconds) },
    })
    expect(await eventOf(customer.customerId, 'certificate.refused')).toMatchObject({
      objectId: old.id,
      detail: { act: 'renew', reason: 'renewal_too_early' },
    })
    expect(await both()).toEqual(['renewal_too_early', unconfirmed])
  })

  test('of one that has ended, was revoked, is pending or void', async () => {
    for (const [status, code] of [
      ['revoked', 'renewal_of_revoked'],
      ['pending', 'renewal_of_pending'],
      ['void', 'not_found'],
    ] as const) {
      await database().certificate.update({ where: { id: old.id }, data: { status } })
      expect(await both()).toEqual([code, unconfirmed])
    }
    await database().certificate.update({ where: { id: old.id }, data: { status: 'issued' } })
    inDays(366)
    expect(await both()).toEqual(['renewal_of_expired', unconfirmed])
  })

  test('of one that was revoked, or renewed, after its code was confirmed', async () => {
    const [one, two] = [newKey(), newKey()]
    await confirmKey(customer, one, old.id)
    await confirmKey(customer, two, old.id)
    const made = await issueCertificate(customer, { csr: csrText(one), renewsId: old.id })
    await expect(issueCertificate(customer, { csr: csrText(two), renewsId: old.id })).rejects.toMatchObject({
      code: 'renewal_made',
      values: { serialNumber: made.serialNumber },
    })
    await revokeCertificate(customer, { id: old.id, revokedFor: 'superseded' })
    expect(await codeOf(issueCertificate(customer, { csr: csrText(two), renewsId: old.id }))).toBe(
      'renewal_of_revoked',
    )
  })

  test('of somebody else’s, which does not exist', async () => {
    const other = await testCustomer()
    expect(await both(old.id, other)).toEqual(['not_found', unconfirmed])
    expect(await both('00000000-0000-4000-8000-000000000000')).toEqual(['not_found', unconfirmed])
    expect(requestCertificateSchema.safeParse({ publicKey: '', channel: 'sms', renewsId: 'x' }).success).toBe(
      false,
    )
    expect((await rowOf(old.id)).supersedeAt).toBeNull()
  })

  test('with a code for an application, for another certificate, or the old key', async () => {
    const other = await issuedCertificate(customer)
    const key = newKey()
    await confirmKey(customer, key)
    expect(await codeOf(issueCertificate(customer, { csr: csrText(key), renewsId: old.id }))).toBe(
      unconfirmed,
    )
    clock.shift(330 * daySeconds + 120)
    await confirmKey(customer, key, old.id)
    const asOther = { csr: csrText(key), renewsId: other.id }
    expect(await codeOf(issueCertificate(customer, asOther))).toBe(unconfirmed)
    const oldKey = { csr: csrText(old.key), renewsId: old.id }
    expect(await codeOf(issueCertificate(customer, oldKey))).toBe('csr_refused key_in_use')
    expect(await codeOf(issueCertificate(customer, { csr: csrText(key), renewsId: old.id }))).toBe('done')
  })
})

describe('the limits', () => {
  test('it takes the place of the old one, and makes room for none', async () => {
    while ((await usable()).length < maxLive) await issuedCertificate(customer)
    expect(await codeOf(requestFor(customer, newKey()))).toBe('certificate_limit_reached')
    await renew()
    expect(await usable()).toHaveLength(maxLive + 1)
    expect(await codeOf(requestFor(customer, newKey()))).toBe('certificate_limit_reached')
  })

  test('the first is never refused and counts; a further one of the same certificate is held to them', async () => {
    const { applicationsPerDay } = policy().certificate
    for (let count = 0; count < applicationsPerDay; count++) {
      const { id } = await issuedCertificate(customer)
      await revokeCertificate(customer, { id, revokedFor: 'cessationOfOperation' })
    }
    expect(await codeOf(requestFor(customer, newKey()))).toBe('application_limit_reached')
    const made = await renew()
    await revokeCertificate(customer, { id: made.id, revokedFor: 'keyCompromise' })
    expect(await codeOf(requestFor(customer, newKey(), old.id))).toBe('application_limit_reached')
  })
})
