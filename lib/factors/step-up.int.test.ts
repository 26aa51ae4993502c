import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { openBody } from '@/lib/notices/notice-body'
import { signedText } from '@/lib/pki/signed-text'
import { type TestCustomer, testCustomer, testSession } from '@/test/customer'
import { digestOf } from './digest-of'
import { stepUpLimits } from './limits'
import { openStepUp } from './open-step-up'
import { proveStepUp } from './prove-step-up'
import { requireStepUp } from './require-step-up'
import type { Factor, StepUpPurpose, StepUpRequest } from './schema'
import { sendStepUpOtp } from './send-step-up-otp'
import { StepUpRequired } from './step-up-required'

const purpose = 'key-create'
const digest = digestOf(purpose, { name: 'first' })
let customer: TestCustomer
let serial: string
let key: KeyObject

/** A certificate row whose private key the test holds; nothing here reads its DER. */
async function giveCertificate(values: { notAfter?: Date; status?: 'issued' | 'void' } = {}) {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const window = { notBefore: addSeconds(clock.now(), -60), notAfter: addSeconds(clock.now(), 86_400) }
  const authority = await database().certificateAuthority.create({
    data: { role: 'issuing', serialNumber: randomBytes(20).toString('hex'), der: Buffer.alloc(1), ...window },
  })
  const { serialNumber } = await database().certificate.create({
    data: {
      customerId: customer.customerId,
      authorityId: authority.id,
      serialNumber: randomBytes(20).toString('hex'),
      status: 'issued',
      publicKeyDer: Uint8Array.from(pair.publicKey.export({ format: 'der', type: 'spki' })),
      publicKeySha256: randomBytes(32),
      tbsDer: Buffer.alloc(1),
      revocationList: 0,
      confirmedBy: 'otp:sms',
      ...window,
      ...values,
    },
  })
  return { serial: serialNumber, key: pair.privateKey }
}

beforeEach(async () => {
  customer = await testCustomer()
  ;({ serial, key } = await giveCertificate())
})
afterEach(() => clock.shift(0))

const everyFactor: Factor[] = ['certificate', 'otp']
const open = (about = { purpose: purpose as StepUpPurpose, digest }, factors = everyFactor) =>
  openStepUp(customer, { ...about, factors })
const use = (
  actor = customer as Parameters<typeof requireStepUp>[1],
  what = { purpose, digest },
  factors = everyFactor,
) => transaction((tx) => requireStepUp(tx, actor, what.purpose as StepUpPurpose, what.digest, factors))

function signatureFor(request: StepUpRequest, other: Partial<Parameters<typeof signedText>[0]> = {}) {
  const text = signedText({ ...request, serialNumber: serial, ...other })
  const signature = sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString(
    'base64url',
  )
  return { stepUpId: request.id, stepUpSerial: serial, stepUpSignature: signature }
}
async function sentCode(request: StepUpRequest): Promise<string> {
  await sendStepUpOtp(customer, { stepUpId: request.id, channel: 'email' })
  const row = await database().outbox.findFirstOrThrow({
    where: { customerId: customer.customerId },
    orderBy: { id: 'desc' },
  })
  return openBody(row.id, row.bodySealed ?? new Uint8Array()).code ?? ''
}
const eventsOf = (action: string) =>
  database().auditEvent.findMany({ where: { customerId: customer.customerId, action } })

test('without proof the act says what to prove', async () => {
  const error = await use().catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(StepUpRequired)
  expect(error).toMatchObject({ code: 'step_up_required', purpose, digest, factors: everyFactor })
})

test('the request names the usable certificates and the masked channels', async () => {
  await giveCertificate({ status: 'void' })
  await giveCertificate({ notAfter: addSeconds(clock.now(), -1) })
  const request = await open()
  expect(request.serials).toEqual([serial])
  expect(request.channels.map(({ channel }) => channel)).toEqual(['sms', 'email'])
  expect(JSON.stringify(request)).not.toContain(customer.phone)
  expect(JSON.stringify(request)).not.toContain(customer.email)
  expect(Buffer.from(request.nonce, 'base64url')).toHaveLength(32)
  expect(await open(undefined, ['otp'])).toMatchObject({ serials: [] })
  expect(await open(undefined, ['certificate'])).toMatchObject({ channels: [] })
})

describe('by signature', () => {
  test('proves the act once, on record', async () => {
    await proveStepUp(customer, signatureFor(await open()))
    expect(await use()).toEqual({ provedBy: `certificate:${serial}` })
    await expect(use()).rejects.toBeInstanceOf(StepUpRequired)
    expect(await eventsOf('stepup.confirmed')).toMatchObject([
      { detail: { purpose, provedBy: `certificate:${serial}` } },
    ])
  })

  test.each([
    ['another purpose', { purpose: 'key-widen' }],
    ['another origin', { origin: 'https://signet.example.evil' }],
    ['another serial', { serialNumber: '00' }],
    ['another nonce', { nonce: 'AAAA' }],
    ['another expiry', { expiresAt: '2099-01-01T00:00:00.000Z' }],
    ['another digest', { digest: digestOf(purpose, { name: 'second' }).toString('base64url') }],
  ])('made for %s is refused, on record', async (_what, other) => {
    const proof = signatureFor(await open(), other)
    await expect(proveStepUp(customer, proof)).rejects.toMatchObject({ code: 'step_up_signature_refused' })
    await expect(use()).rejects.toBeInstanceOf(StepUpRequired)
    expect(await eventsOf('stepup.refused')).toHaveLength(1)
  })

  test("by somebody else's certificate is refused", async () => {
    const request = await open()
    const owner = customer
    customer = await testCustomer()
    const theirs = await giveCertificate()
    customer = owner
    ;({ serial, key } = theirs)
    await expect(proveStepUp(customer, signatureFor(request))).rejects.toThrow('step_up_signature_refused')
  })

  test('by a certificate that is no longer usable is refused', async () => {
    const request = await open()
    await database().certificate.updateMany({ data: { status: 'void' } })
    await expect(proveStepUp(customer, signatureFor(request))).rejects.toThrow('step_up_signature_refused')
  })

  test('comes too late after five minutes', async () => {
    const proof = signatureFor(await open())
    clock.shift(stepUpLimits.proveSeconds + 1)
    await expect(proveStepUp(customer, proof)).rejects.toThrow('step_up_expired')
  })
})

describe('by code', () => {
  test('proves the act once, on record', async () => {
    const request = await open()
    const stepUpCode = await sentCode(request)
    await proveStepUp(customer, { stepUpId: request.id, stepUpCode })
    expect(await use()).toEqual({ provedBy: 'otp:email' })
    await expect(proveStepUp(customer, { stepUpId: request.id, stepUpCode })).rejects.toMatchObject({
      fields: { stepUpCode: { code: 'otp_used' } },
    })
    await expect(use()).rejects.toBeInstanceOf(StepUpRequired)
  })

  test('of 50 submissions at once, one act goes through', async () => {
    const request = await open()
    const proof = { stepUpId: request.id, stepUpCode: await sentCode(request) }
    const submit = async () => {
      await proveStepUp(customer, proof)
      return use()
    }
    const answers = await Promise.allSettled(Array.from({ length: 50 }, submit))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('a wrong one is an error at its field', async () => {
    const request = await open()
    const code = await sentCode(request)
    const wrong = code === '000000' ? '000001' : '000000'
    await expect(proveStepUp(customer, { stepUpId: request.id, stepUpCode: wrong })).rejects.toMatchObject({
      fields: { stepUpCode: { code: 'otp_wrong', values: { left: 4 } } },
    })
  })

  test('can be sent again after its time, for the same request', async () => {
    const request = await open()
    const old = await sentCode(request)
    clock.shift(stepUpLimits.proveSeconds + 60)
    await expect(proveStepUp(customer, { stepUpId: request.id, stepUpCode: old })).rejects.toMatchObject({
      fields: { stepUpCode: { code: 'otp_expired' } },
    })
    await proveStepUp(customer, { stepUpId: request.id, stepUpCode: await sentCode(request) })
    await expect(use()).resolves.toBeTruthy()
  })

  test('is not accepted where only a signature is', async () => {
    const request = await open()
    await proveStepUp(customer, { stepUpId: request.id, stepUpCode: await sentCode(request) })
    await expect(use(customer, undefined, ['certificate'])).rejects.toBeInstanceOf(StepUpRequired)
  })
})

describe('a proof', () => {
  beforeEach(async () => proveStepUp(customer, signatureFor(await open())))

  test.each([
    ['another session', async () => [await testSession(customer.customerId), { purpose, digest }] as const],
    ["somebody else's session", async () => [await testCustomer(), { purpose, digest }] as const],
    ['another purpose', async () => [customer, { purpose: 'key-widen', digest }] as const],
    [
      'other values',
      async () => [customer, { purpose, digest: digestOf(purpose, { name: 'second' }) }] as const,
    ],
  ])('is worth nothing for %s', async (_what, other) => {
    const [actor, what] = await other()
    await expect(
      use(actor, what as { purpose: typeof purpose; digest: typeof digest }),
    ).rejects.toBeInstanceOf(StepUpRequired)
    await expect(use()).resolves.toBeTruthy()
  })

  test('is worth nothing after two minutes', async () => {
    clock.shift(stepUpLimits.useSeconds + 1)
    await expect(use()).rejects.toBeInstanceOf(StepUpRequired)
  })

  test('of 20 uses at once, serves one', async () => {
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => use()))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('is still there when the act fails for another reason', async () => {
    const act = transaction(async (tx) => {
      await requireStepUp(tx, customer, purpose, digest)
      throw new Error('another reason')
    })
    await expect(act).rejects.toThrow('another reason')
    await expect(use()).resolves.toBeTruthy()
  })
})

describe("somebody else's request", () => {
  test('can be neither proved nor sent a code for; nor one of another session', async () => {
    const request = await open()
    for (const actor of [await testCustomer(), await testSession(customer.customerId)]) {
      await expect(proveStepUp(actor, signatureFor(request))).rejects.toMatchObject({ code: 'not_found' })
      await expect(sendStepUpOtp(actor, { stepUpId: request.id, channel: 'sms' })).rejects.toMatchObject({
        code: 'not_found',
      })
    }
    expect(await database().otpChallenge.count({ where: { customerId: customer.customerId } })).toBe(0)
  })
})

test('refusals to send are on record', async () => {
  const request = await open()
  await sentCode(request)
  await expect(sendStepUpOtp(customer, { stepUpId: request.id, channel: 'email' })).rejects.toMatchObject({
    code: 'otp_resend_too_soon',
  })
  expect(await eventsOf('otp.refused')).toMatchObject([{ detail: { reason: 'otp_resend_too_soon' } }])
})
