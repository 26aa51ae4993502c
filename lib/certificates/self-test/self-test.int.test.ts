import { sign } from 'node:crypto'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ensureAuthorities } from '@/lib/certificates/ensure-authorities'
import { issueCertificate } from '@/lib/certificates/issue-certificate'
import { markRevoked } from '@/lib/certificates/mark-revoked'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { searchDesk } from '@/lib/desk/search-desk'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { openStepUp } from '@/lib/factors/open-step-up'
import { proveStepUp } from '@/lib/factors/prove-step-up'
import { signaturePurposes } from '@/lib/pki/signature-purposes'
import { signedText } from '@/lib/pki/signed-text'
import { type ApplicantKey, confirmKey, csrText, newKey } from '@/test/apply'
import { type TestCustomer, testCustomer, testSession } from '@/test/customer'
import { testStaff } from '@/test/staff'
import { finishSelfTest } from './finish-self-test'
import type { FinishSelfTestInput, SelfTestStart } from './schema'
import { startSelfTest } from './start-self-test'

type Held = { key: ApplicantKey; serialNumber: string; id: string }

const daySeconds = 86_400
let owner: TestCustomer
let held: Held

beforeAll(ensureAuthorities)
beforeEach(async () => {
  owner = await testCustomer()
  held = await hold(owner)
})
afterEach(() => clock.shift(0))

async function hold(customer: TestCustomer): Promise<Held> {
  const key = newKey()
  await confirmKey(customer, key)
  const { serialNumber, id } = await issueCertificate(customer, { csr: csrText(key) })
  return { key, serialNumber, id }
}

function signText(key: ApplicantKey, text: string): string {
  const raw = sign('sha256', Buffer.from(text), { key: key.privateKey, dsaEncoding: 'ieee-p1363' })
  return raw.toString('base64url')
}

const signed = (
  start: SelfTestStart,
  { key, serialNumber }: Held,
  parts: Partial<SelfTestStart> | object = {},
) => ({
  serialNumber,
  signature: signText(key, signedText({ ...start, serialNumber, ...parts })),
})
const input = (start: SelfTestStart, signatures: FinishSelfTestInput['signatures'], skewSeconds = 0) => ({
  id: start.id,
  browserTime: new Date(clock.now().getTime() + skewSeconds * 1000),
  store: 'readable' as const,
  signatures,
})

/** A whole test, of these keys. */
async function tested(keys: Held[], { parts = {}, skewSeconds = 0, actor = owner } = {}) {
  const start = await startSelfTest(actor)
  return finishSelfTest(
    actor,
    input(
      start,
      keys.map((one) => signed(start, one, parts)),
      skewSeconds,
    ),
  )
}
const verdict = async (...test: Parameters<typeof tested>) => (await tested(...test)).verdict
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'accepted',
    (error) => (error instanceof AppError ? error.code : error),
  )

describe('a key in order', () => {
  test('is said to be so, goes on record, and support finds it by its code', async () => {
    const result = await tested([held])
    const { serialNumber } = held
    expect(result).toMatchObject({ verdict: 'ok', findings: [{ serialNumber, problems: [] }] })
    expect(Math.abs(result.skewSeconds)).toBeLessThanOrEqual(1)
    expect(result.code).toMatch(/^TST-[A-Z2-9]{4}-[A-Z2-9]{4}$/)
    const event = await database().auditEvent.findFirstOrThrow({ where: { objectId: result.code } })
    expect(event).toMatchObject({ action: 'certificate.tested', customerId: owner.customerId })
    expect(event.detail).toMatchObject({ verdict: 'ok', code: result.code, keys: [serialNumber] })

    const support = await testStaff('support')
    for (const typed of [result.code, result.code.toLowerCase().replaceAll('-', ' ')]) {
      const { found } = await searchDesk(support, typed)
      expect(found).toMatchObject([
        { by: 'test', hits: [{ customerId: owner.customerId, matched: result.code }] },
      ])
    }
    expect((await searchDesk(support, 'TST-2222-2222')).found).toEqual([])
  })

  test('with a clock that is off is told about the clock', async () => {
    for (const skewSeconds of [-240, 240]) expect(await verdict([held], { skewSeconds })).toBe('ok')
    for (const skewSeconds of [-310, 310, 86_400 * 400])
      expect(await tested([held], { skewSeconds })).toMatchObject({ verdict: 'clock_off' })
  })

  test('beside one that is revoked is enough', async () => {
    const second = await hold(owner)
    await revoke(second)
    const result = await tested([held, second])
    expect(result.verdict).toBe('ok')
    expect(result.findings.map(({ problems }) => problems)).toEqual([['revoked'], []])
  })
})

describe('what is wrong', () => {
  test('no key, or a store that can not be read', async () => {
    expect(await verdict([])).toBe('no_key_here')
    const start = await startSelfTest(owner)
    const unreadable = { ...input(start, []), store: 'unreadable' as const }
    expect((await finishSelfTest(owner, unreadable)).verdict).toBe('store_unreadable')
  })

  test('another key than the certificate’s', async () => {
    expect(await verdict([{ ...held, key: newKey() }])).toBe('wrong_key')
  })

  test('revoked; ended; not begun', async () => {
    clock.shift(366 * daySeconds)
    expect(await verdict([held], { actor: await later() })).toBe('expired')
    clock.shift(-daySeconds)
    expect(await verdict([held])).toBe('not_yet_valid')
    clock.shift(0)
    await revoke(held)
    expect(await verdict([held])).toBe('revoked')
  })

  test('a CA that leads to no root of ours', async () => {
    await database().certificateAuthority.updateMany({ where: { role: 'root' }, data: { role: 'server' } })
    expect(await verdict([held])).toBe('ca_unknown')
    await database().certificateAuthority.updateMany({ where: { role: 'server' }, data: { role: 'root' } })
    expect(await verdict([held])).toBe('ok')
  })

  test('a certificate of somebody else is as one that is not there', async () => {
    const theirs = await hold(await testCustomer())
    expect(await verdict([theirs])).toBe('wrong_key')
    expect(await verdict([{ ...held, serialNumber: '4a'.repeat(20) }])).toBe('wrong_key')
  })
})

describe('a signature', () => {
  test.each([
    ...[...signaturePurposes, 'sign-in', ''].flatMap((purpose) =>
      purpose === 'self-test' ? [] : [{ purpose }],
    ),
    { origin: 'https://keys.example.evil' },
    { nonce: 'bm9uY2U' },
    { expiresAt: '2099-01-01T00:00:00.000Z' },
    { digest: 'ZGlnZXN0' },
    { serialNumber: '4a11' },
  ])('made for %j is none for a test', async (parts) => {
    expect(await verdict([held], { parts })).toBe('wrong_key')
  })

  test('over the bare nonce, or for an earlier test, is none', async () => {
    const [first, second] = [await startSelfTest(owner), await startSelfTest(owner)]
    const bare = { serialNumber: held.serialNumber, signature: signText(held.key, first.nonce) }
    expect((await finishSelfTest(owner, input(first, [bare]))).verdict).toBe('wrong_key')
    expect((await finishSelfTest(owner, input(second, [signed(first, held)]))).verdict).toBe('wrong_key')
  })

  test('made for a test proves no step-up, whatever else it names', async () => {
    const start = await startSelfTest(owner)
    const digest = Buffer.alloc(32)
    const stepUp = await openStepUp(owner, { purpose: 'key-create', digest, factors: ['certificate'] })
    const serialNumber = held.serialNumber
    const prove = (text: string) =>
      codeOf(
        proveStepUp(owner, {
          stepUpId: stepUp.id,
          stepUpSerial: serialNumber,
          stepUpSignature: signText(held.key, text),
        }),
      )
    expect(await prove(signedText({ ...start, serialNumber }))).toBe('step_up_signature_refused')
    expect(await prove(signedText({ ...stepUp, serialNumber, purpose: 'self-test' }))).toBe(
      'step_up_signature_refused',
    )
    expect(await prove(signedText({ ...stepUp, serialNumber }))).toBe('accepted')
  })
})

describe('a test', () => {
  test('is for whoever opened it, in that session, once, and not for long', async () => {
    const start = await startSelfTest(owner)
    const body = () => input(start, [signed(start, held)])
    const nobody = {
      kind: 'anonymous',
      requestId: 'r',
      address: '',
      userAgent: '',
    } as unknown as TestCustomer
    expect(await codeOf(finishSelfTest(await testCustomer(), body()))).toBe('not_found')
    expect(await codeOf(finishSelfTest(await testSession(owner.customerId), body()))).toBe('not_found')
    expect(await codeOf(finishSelfTest(nobody, body()))).toBe('signed_out')
    expect(await codeOf(startSelfTest(nobody))).toBe('signed_out')
    expect(await codeOf(finishSelfTest(owner, body()))).toBe('accepted')
    expect(await codeOf(finishSelfTest(owner, body()))).toBe('self_test_over')
    const late = await startSelfTest(owner)
    clock.shift(130)
    expect(await codeOf(finishSelfTest(owner, input(late, [])))).toBe('self_test_over')
  })

  test('names the portal’s origin', async () => {
    expect(await startSelfTest(owner)).toMatchObject({ origin: env().SIGNET_ORIGIN, purpose: 'self-test' })
  })
})

async function later(): Promise<TestCustomer> {
  return { ...owner, ...(await testSession(owner.customerId)) }
}

async function revoke({ id, serialNumber }: Held): Promise<void> {
  const certificate = { id, customerId: owner.customerId, serialNumber }
  await transaction((tx) => markRevoked(tx, owner, certificate, 'keyCompromise'))
}
