import { createHash, X509Certificate } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { sqlTransaction } from '@/lib/db/sql-transaction'
import { AppError } from '@/lib/errors'
import { proveStepUp } from '@/lib/factors/prove-step-up'
import { toPem } from '@/lib/pki/pem'
import { readCsr } from '@/lib/pki/read-csr'
import { confirmKey, csrText, newestCode, newKey, publicKeyText, requestFor } from '@/test/apply'
import { testCustomer, testSession } from '@/test/customer'
import { openssl } from '@/test/openssl'
import { checkCertificateRequest } from './check-certificate-request'
import { ensureAuthorities } from './ensure-authorities'
import { findByKey } from './find-by-key'
import { getCertificate } from './get-certificate'
import { healPendingCertificates } from './heal-pending'
import { issueCertificate } from './issue-certificate'
import { listCertificates } from './list-certificates'
import { readApplication } from './read-application'
import { recordExport } from './record-export'
import { requestCertificate } from './request-certificate'
import { requireUsableCertificate } from './require-usable-certificate'
import { reserveCertificate } from './reserve-certificate'
import { usableCertificates } from './usable-certificates'

const anonymous = { kind: 'anonymous', requestId: 'r', address: '', userAgent: '' } as const
const daySeconds = 86_400

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'accepted',
    (error) =>
      error instanceof AppError ? [error.code, error.values.rule].filter(Boolean).join(' ') : error,
  )

const hashOf = (key: ReturnType<typeof newKey>) =>
  Uint8Array.from(
    createHash('sha256')
      .update(Buffer.from(publicKeyText(key), 'base64'))
      .digest(),
  )

const actions = async (customerId: string) =>
  (await database().auditEvent.findMany({ where: { customerId }, orderBy: { id: 'asc' } })).map(
    ({ action }) => action,
  )

beforeAll(() => ensureAuthorities())
afterEach(() => clock.shift(0))

async function issued(actor: Awaited<ReturnType<typeof testCustomer>>, key = newKey()) {
  await confirmKey(actor, key)
  return issueCertificate(actor, { csr: csrText(key) })
}

/** As a crash between "confirmed" and "signed" leaves it. */
async function leftPending(actor: Awaited<ReturnType<typeof testCustomer>>, key = newKey()) {
  await confirmKey(actor, key)
  const publicKey = readCsr(csrText(key))
  const reserved = { publicKey, publicKeySha256: hashOf(key) }
  return (await sqlTransaction((tx) => reserveCertificate(tx, actor, reserved))).id
}

describe('an application', () => {
  test('ends with a certificate that verifies, is on record and is told', async () => {
    const actor = await testCustomer()
    const key = newKey()
    const { chain, id, serialNumber, fingerprint } = await issued(actor, key)
    const [leaf = '', issuing = '', root = ''] = chain
    const certificate = new X509Certificate(Buffer.from(leaf, 'base64'))
    expect(certificate.publicKey.equals(key.publicKey)).toBe(true)
    expect(certificate.subject).toBe(`C=TW\nO=Signet\nserialNumber=${actor.accountId}\nCN=王測試`)
    expect(certificate.serialNumber.toLowerCase()).toBe(serialNumber)
    expect(certificate.fingerprint256).toBe(fingerprint)
    expect(leaf).not.toContain(Buffer.from(actor.nationalId).toString('base64').slice(0, 8))

    const cwd = mkdtempSync(join(tmpdir(), 'signet-issued-'))
    for (const [name, text] of Object.entries({ leaf, issuing, root }))
      writeFileSync(join(cwd, `${name}.pem`), toPem('CERTIFICATE', Buffer.from(text, 'base64')))
    expect(
      openssl('verify -x509_strict -purpose sslclient -CAfile root.pem -untrusted issuing.pem leaf.pem', {
        cwd,
      }).toString(),
    ).toContain('OK')

    expect(await actions(actor.customerId)).toEqual([
      'otp.sent',
      'otp.confirmed',
      'stepup.confirmed',
      'certificate.requested',
      'certificate.issued',
    ])
    const event = await database().auditEvent.findFirstOrThrow({
      where: { action: 'certificate.issued', objectId: id },
    })
    expect(event.detail).toMatchObject({ serialNumber, confirmedBy: 'otp:sms' })
    const notice = { customerId: actor.customerId, template: 'certificate_issued' }
    expect(await database().outbox.count({ where: notice })).toBe(1)
    expect(await usableCertificates(database(), actor)).toMatchObject([{ id, serialNumber }])
    expect(await listCertificates(actor)).toMatchObject([{ id, state: 'valid', daysLeft: 365, fingerprint }])
  })

  test('sent twice issues once and answers the same', async () => {
    const actor = await testCustomer()
    const key = newKey()
    const first = await issued(actor, key)
    expect(await issueCertificate(actor, { csr: csrText(key) })).toEqual(first)
    expect(await database().certificate.count({ where: { customerId: actor.customerId } })).toBe(1)
  })

  test('of which 50 submissions arrive together, with one right code, gives one certificate', async () => {
    const actor = await testCustomer()
    const key = newKey()
    const { stepUpId } = await requestFor(actor, key)
    const stepUpCode = await newestCode(actor.customerId)
    const answers = await Promise.all(
      Array.from({ length: 50 }, async () => {
        try {
          await proveStepUp(actor, { stepUpId, stepUpCode })
          return (await issueCertificate(actor, { csr: csrText(key) })).id
        } catch (error) {
          return error instanceof AppError ? error.code : error
        }
      }),
    )
    const row = await database().certificate.findMany({ where: { customerId: actor.customerId } })
    expect(row).toHaveLength(1)
    expect(row[0]?.status).toBe('issued')
    expect(new Set(answers.filter((answer) => !/^(otp|step_up)_/.test(String(answer))))).toEqual(
      new Set([row[0]?.id]),
    )
    const events = await actions(actor.customerId)
    expect(events.filter((action) => action === 'otp.confirmed')).toHaveLength(1)
    expect(events.filter((action) => action === 'certificate.issued')).toHaveLength(1)
  })
})

describe('no certificate without a code for this very key', () => {
  test('not without a code at all', async () => {
    const actor = await testCustomer()
    expect(await codeOf(issueCertificate(actor, { csr: csrText(newKey()) }))).toBe(
      'csr_refused unconfirmed_key',
    )
    expect(await actions(actor.customerId)).toEqual(['certificate.refused'])
  })

  test('not with a code for another key', async () => {
    const actor = await testCustomer()
    await confirmKey(actor, newKey())
    expect(await codeOf(issueCertificate(actor, { csr: csrText(newKey()) }))).toBe(
      'csr_refused unconfirmed_key',
    )
  })

  test('not with a code of another customer, nor of another session', async () => {
    const [actor, other] = [await testCustomer(), await testCustomer()]
    const key = newKey()
    await confirmKey(other, key)
    expect(await codeOf(issueCertificate(actor, { csr: csrText(key) }))).toBe('csr_refused unconfirmed_key')
    const elsewhere = await testSession(other.customerId)
    expect(await codeOf(issueCertificate(elsewhere, { csr: csrText(key) }))).toBe(
      'csr_refused unconfirmed_key',
    )
    const { stepUpId } = await requestFor(actor, newKey())
    const stepUpCode = await newestCode(actor.customerId)
    expect(await codeOf(proveStepUp(other, { stepUpId, stepUpCode }))).toBe('not_found')
    expect(await database().certificate.count({ where: { customerId: actor.customerId } })).toBe(0)
  })

  test('not for a key that somebody else has a certificate of', async () => {
    const [actor, other] = [await testCustomer(), await testCustomer()]
    const key = newKey()
    await issued(other, key)
    await confirmKey(actor, key)
    expect(await codeOf(issueCertificate(actor, { csr: csrText(key) }))).toBe('csr_refused key_in_use')
  })

  test('a bad request is refused before anybody looks at the code, and goes on record', async () => {
    const actor = await testCustomer()
    const key = newKey()
    const { stepUpId } = await requestFor(actor, key)
    for (const csr of ['nonsense!', '', csrText(key).slice(0, -8)])
      expect(await codeOf(checkCertificateRequest(actor, { csr }))).toMatch(/^csr_refused \w+$/)
    const challenge = { customerId: actor.customerId, attempts: 0, consumedAt: null }
    expect(await database().otpChallenge.count({ where: challenge })).toBe(1)
    expect(
      (await actions(actor.customerId)).filter((action) => action === 'certificate.refused'),
    ).toHaveLength(3)
    await proveStepUp(actor, { stepUpId, stepUpCode: await newestCode(actor.customerId) })
    expect(await codeOf(issueCertificate(actor, { csr: csrText(key) }))).toBe('accepted')
  })

  test('a bad request that brings none is refused all the same', async () => {
    expect(await codeOf(issueCertificate(await testCustomer(), { csr: 'nonsense!' }))).toBe(
      'csr_refused not_base64',
    )
  })

  test('not for somebody signed out', async () => {
    const nobody = anonymous as unknown as Parameters<typeof issueCertificate>[0]
    const id = '00000000-0000-7000-8000-000000000000'
    for (const work of [
      () => requestCertificate(nobody, { publicKey: publicKeyText(newKey()), channel: 'sms' }),
      () => issueCertificate(nobody, { csr: csrText(newKey()) }),
      () => checkCertificateRequest(nobody, { csr: csrText(newKey()) }),
      () => listCertificates(nobody),
      () => getCertificate(nobody, id),
      () => readApplication(nobody),
      () => findByKey(nobody, { publicKeySha256: '00'.repeat(32) }),
      () => recordExport(nobody, { certificateId: id, format: 'p12', password: 'own' }),
    ])
      expect(await codeOf(work())).toBe('signed_out')
  })
})

describe('the limits', () => {
  test('three live ones: a fourth is refused before a code is sent, and at the end', async () => {
    const actor = await testCustomer()
    for (let count = 0; count < 3; count++) await issued(actor)
    expect(await codeOf(requestFor(actor, newKey()))).toBe('certificate_limit_reached')
    const [first] = await database().certificate.findMany({
      where: { customerId: actor.customerId },
      orderBy: { notAfter: 'asc' },
    })
    // The way out: when one ends by itself.
    expect((await readApplication(actor)).refusal).toEqual({
      code: 'certificate_limit_reached',
      values: { max: 3, ends: first?.notAfter },
    })
    const refused = { customerId: actor.customerId, action: 'certificate.refused' }
    const event = await database().auditEvent.findFirstOrThrow({ where: refused })
    expect(event.detail).toEqual({
      reason: 'certificate_limit_reached',
      max: 3,
      ends: first?.notAfter.toISOString(),
    })
  })

  test('two codes confirmed beside one another can’t make a fourth', async () => {
    const actor = await testCustomer()
    await issued(actor)
    await issued(actor)
    const [one, two] = [newKey(), newKey()]
    await confirmKey(actor, one)
    await confirmKey(actor, two)
    const answers = await Promise.all(
      [one, two].map((key) => codeOf(issueCertificate(actor, { csr: csrText(key) }))),
    )
    expect(answers.sort()).toEqual(['accepted', 'certificate_limit_reached'])
  })

  test('five applications a day, whatever became of them', async () => {
    const actor = await testCustomer()
    for (let count = 0; count < 5; count++) {
      const { id } = await issued(actor)
      await database().certificate.update({ where: { id }, data: { notAfter: clock.now() } })
    }
    expect(await codeOf(requestFor(actor, newKey()))).toBe('application_limit_reached')
    const { refusal } = await readApplication(actor)
    const again = refusal?.values.again as Date
    clock.shift((again.getTime() - Date.now()) / 1000 - 5)
    expect(await codeOf(requestFor(actor, newKey()))).toBe('application_limit_reached')
    clock.shift((again.getTime() - Date.now()) / 1000 + 5)
    expect((await readApplication(actor)).refusal).toBeNull()
    clock.shift(daySeconds + 60)
    expect(await codeOf(requestFor(actor, newKey()))).toBe('accepted')
  })

  test.each([
    ['RSA-1024 and other nonsense', 'bm9uc2Vuc2U='],
    ['nothing', ''],
  ])('a key that could not be certified gets no code: %s', async (_what, publicKey) => {
    const actor = await testCustomer()
    expect(await codeOf(requestCertificate(actor, { publicKey, channel: 'sms' }))).toMatch(/^csr_refused/)
    expect(await database().outbox.count({ where: { customerId: actor.customerId } })).toBe(0)
  })
})

describe('what a crash leaves', () => {
  test('between confirmed and issued is finished at the next start, once', async () => {
    const actor = await testCustomer()
    const id = await leftPending(actor)
    expect(await getCertificate(actor, id)).toMatchObject({ state: 'pending', fingerprint: null })
    expect(await usableCertificates(database(), actor)).toEqual([])
    const healed = await Promise.all([healPendingCertificates(), healPendingCertificates()])
    expect(healed.reduce((sum, { completed }) => sum + completed, 0)).toBeGreaterThan(0)
    expect(await getCertificate(actor, id)).toMatchObject({ state: 'valid' })
    const events = await actions(actor.customerId)
    expect(events.filter((action) => action === 'certificate.issued')).toHaveLength(1)
    const notice = { customerId: actor.customerId, template: 'certificate_issued' }
    expect(await database().outbox.count({ where: notice })).toBe(1)
    expect(await healPendingCertificates()).toEqual({ completed: 0, voided: 0 })
  })

  test('and whose time is over is void', async () => {
    const actor = await testCustomer()
    const id = await leftPending(actor)
    clock.shift(366 * daySeconds)
    expect(await healPendingCertificates()).toEqual({ completed: 0, voided: 1 })
    expect(await codeOf(getCertificate(actor, id))).toBe('not_found')
    expect((await actions(actor.customerId)).at(-1)).toBe('certificate.refused')
  })

  test('is finished when the browser asks for its key again', async () => {
    const actor = await testCustomer()
    const key = newKey()
    const id = await leftPending(actor, key)
    const publicKeySha256 = Buffer.from(hashOf(key)).toString('hex')
    expect(await findByKey(actor, { publicKeySha256 })).toMatchObject({ id })
    expect(await findByKey(await testCustomer(), { publicKeySha256 })).toBeNull()
  })
})

describe('somebody else’s certificate does not exist', () => {
  test('to look at, to find by its key or to export', async () => {
    const [actor, other] = [await testCustomer(), await testCustomer()]
    const key = newKey()
    const { id } = await issued(other, key)
    const publicKeySha256 = Buffer.from(hashOf(key)).toString('hex')
    expect(await findByKey(actor, { publicKeySha256 })).toBeNull()
    expect(await findByKey(other, { publicKeySha256 })).toMatchObject({ id })
    expect(await codeOf(getCertificate(actor, id))).toBe('not_found')
    const export_ = { certificateId: id, format: 'p12', password: 'own' } as const
    expect(await codeOf(recordExport(actor, export_))).toBe('not_found')
    expect(await listCertificates(actor)).toEqual([])
    expect(await codeOf(requireUsableCertificate(database(), actor))).toBe('certificate_required')
    const exportedAt = async () =>
      (await database().certificate.findUniqueOrThrow({ where: { id } })).exportedAt
    expect(await exportedAt()).toBeNull()
    await recordExport(other, export_)
    expect((await actions(other.customerId)).at(-1)).toBe('certificate.exported')
    expect(await exportedAt()).toBeInstanceOf(Date)
  })
})

describe('a certificate that has ended', () => {
  test('is shown as ended and no longer counts', async () => {
    const actor = await testCustomer()
    await issued(actor)
    clock.shift(330 * daySeconds)
    expect(await listCertificates(actor)).toMatchObject([{ state: 'expiring', daysLeft: 35 }])
    clock.shift(365 * daySeconds + 60)
    expect(await listCertificates(actor)).toMatchObject([{ state: 'expired', daysLeft: 0 }])
    expect(await usableCertificates(database(), actor)).toEqual([])
  })
})
