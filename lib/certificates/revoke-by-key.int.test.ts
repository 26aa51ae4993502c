import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { digestOf } from '@/lib/factors/digest-of'
import { openStepUp } from '@/lib/factors/open-step-up'
import { proveStepUp } from '@/lib/factors/prove-step-up'
import { throttleRules } from '@/lib/identity/throttle-rules'
import { signaturePurposes } from '@/lib/pki/signature-purposes'
import { signedText } from '@/lib/pki/signed-text'
import { giveCertificate } from '@/test/certificate'
import { type TestCustomer, testCustomer } from '@/test/customer'
import { eventOf, noticesOf } from '@/test/help-act'
import { stranger } from '@/test/signing-in'
import { markRevoked } from './mark-revoked'
import { openRevocation } from './open-revocation'
import { revokeByKey } from './revoke-by-key'
import { revokeByKeySchema } from './schema'

const makers = {
  'P-256': () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  'P-384': () => generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  RSA: () => generateKeyPairSync('rsa', { modulusLength: 3072 }),
}
type Key = ReturnType<(typeof makers)['P-256']>
type Held = { id: string; serialNumber: string; key: Key }

let customer: TestCustomer
let held: Held
let address = 0

/** Somebody who has not signed in, at an address of their own. */
const anybody = () => ({ ...stranger(), address: `198.51.100.${(address % 250) + 1}` })

async function give(kind: keyof typeof makers = 'P-256'): Promise<Held> {
  const key = makers[kind]()
  const serialNumber = `4a${randomBytes(19).toString('hex')}`
  const publicKeyDer = Uint8Array.from(key.publicKey.export({ type: 'spki', format: 'der' }))
  return { id: await giveCertificate(customer.customerId, { publicKeyDer, serialNumber }), serialNumber, key }
}

const open = (serialNumber = held.serialNumber) => openRevocation({ serialNumber })
const signedBy = (key: Key, text: string) =>
  sign('sha256', Buffer.from(text), key.privateKey).toString('base64')
/** The proof of the key's holder, or with something in it replaced. */
function proof(
  request = open(),
  changed: { signature?: string; serialNumber?: string; nonce?: string; expiresAt?: string } = {},
) {
  const { serialNumber, nonce, expiresAt, text } = request
  const signature = signedBy(held.key, text)
  return revokeByKeySchema.parse({ serialNumber, nonce, expiresAt, signature, confirmed: 'yes', ...changed })
}
const state = (id = held.id) =>
  database().certificate.findUniqueOrThrow({ where: { id }, select: { status: true, revokedFor: true } })
const live = { status: 'issued', revokedFor: null }

beforeEach(async () => {
  address += 1
  customer = await testCustomer()
  held = await give()
})
afterEach(() => clock.shift(0))

test.each(Object.keys(makers) as (keyof typeof makers)[])(
  'whoever holds a key of %s ends its certificate, and no other',
  async (kind) => {
    const another = held
    held = await give(kind)
    expect(await revokeByKey(anybody(), proof())).toMatchObject({
      serialNumber: held.serialNumber,
      already: false,
    })
    expect(await state()).toEqual({ status: 'revoked', revokedFor: 'keyCompromise' })
    expect(await state(another.id)).toEqual(live)
    expect(await noticesOf(customer.customerId, 'certificate_revoked_by_key')).toBe(1)
    expect(await eventOf(customer.customerId, 'certificate.revoked')).toMatchObject({
      actorKind: 'anonymous',
      actorId: null,
      address: anybody().address,
      objectId: held.id,
      detail: { serialNumber: held.serialNumber, revokedFor: 'keyCompromise', provedBy: 'key' },
    })
  },
)

test('a certificate of somebody suspended can be ended too', async () => {
  await database().customer.update({ where: { id: customer.customerId }, data: { suspendedAt: clock.now() } })
  await revokeByKey(anybody(), proof())
  expect(await state()).toMatchObject({ status: 'revoked' })
})

test('the same proof again, and one of several at once, say that it is revoked already', async () => {
  const same = proof()
  const answers = await Promise.all([1, 2, 3].map(() => revokeByKey(anybody(), same)))
  expect(answers.filter(({ already }) => already)).toHaveLength(2)
  expect(new Set(answers.map(({ revokedAt }) => revokedAt.getTime())).size).toBe(1)
  expect(await revokeByKey(anybody(), same)).toMatchObject({ already: true })
  expect(await noticesOf(customer.customerId, 'certificate_revoked_by_key')).toBe(1)
  expect(
    await database().auditEvent.count({ where: { objectId: held.id, action: 'certificate.revoked' } }),
  ).toBe(1)
})

test('one revoked by support before keeps its reason', async () => {
  await transaction((tx) =>
    markRevoked(tx, stranger(), { ...held, customerId: customer.customerId }, 'superseded'),
  )
  expect(await revokeByKey(anybody(), proof())).toMatchObject({ already: true })
  expect(await state()).toMatchObject({ revokedFor: 'superseded' })
})

test('one that has ended by itself, or is not issued, has nothing to revoke', async () => {
  for (const data of [{ notAfter: new Date(clock.now().getTime() - 1000) }, { status: 'pending' as const }]) {
    await database().certificate.update({ where: { id: held.id }, data })
    await expect(revokeByKey(anybody(), proof())).rejects.toMatchObject({ code: 'certificate_not_live' })
  }
})

describe('nothing is proved by', () => {
  const refused = async (input: ReturnType<typeof proof>) => {
    await expect(revokeByKey(anybody(), input)).rejects.toMatchObject({
      code: 'revocation_proof_refused',
      values: {},
    })
    expect(await state()).toEqual(live)
  }

  test('another key, of another certificate of the same customer', async () => {
    const other = await give()
    await refused(proof(open(), { signature: signedBy(other.key, open().text) }))
    const request = open()
    await refused(proof(request, { signature: signedBy(other.key, request.text) }))
    expect(await eventOf(customer.customerId, 'certificate.revocation_refused')).toMatchObject({
      detail: { reason: 'bad_signature', serialNumber: held.serialNumber },
    })
  })

  test('a text for another certificate', async () => {
    const other = await give()
    await refused(proof(open(other.serialNumber), { serialNumber: held.serialNumber }))
    expect(await state(other.id)).toEqual(live)
  })

  test('a text in which anything was changed', async () => {
    const request = open()
    const lines = request.text.split('\n')
    for (let index = 0; index < lines.length; index += 1) {
      const changed = lines.map((line, at) => (at === index ? `${line}x` : line)).join('\n')
      await refused(proof(request, { signature: signedBy(held.key, changed) }))
    }
    await refused(proof(request, { signature: signedBy(held.key, request.nonce) }))
  })

  test('a request that was not made here, or whose time was moved', async () => {
    const expiresAt = new Date(clock.now().getTime() + 86_400_000).toISOString()
    const forged = { ...open(), nonce: randomBytes(48).toString('base64url') }
    const moved = { ...open(), expiresAt }
    for (const one of [forged, moved, { ...open(), nonce: '' }, { ...open(), expiresAt: 'never' }])
      await refused(proof({ ...one, text: signedText(one) }))
  })

  test('an unknown serial number, with the same words', async () => {
    const request = open('4a'.repeat(20))
    await refused(proof(request))
  })
})

test('a text is good for ten minutes', async () => {
  const request = open()
  clock.shift(605)
  await expect(revokeByKey(anybody(), proof(request))).rejects.toMatchObject({ code: 'revocation_expired' })
  clock.shift(590)
  expect(await revokeByKey(anybody(), proof(request))).toMatchObject({ already: false })
})

describe('a signature made for one purpose', () => {
  test.each(signaturePurposes.filter((purpose) => purpose !== 'certificate-revoke'))(
    '%s revokes nothing',
    async (purpose) => {
      const request = open()
      const signature = signedBy(held.key, signedText({ ...request, purpose }))
      await expect(revokeByKey(anybody(), proof(request, { signature }))).rejects.toMatchObject({
        code: 'revocation_proof_refused',
      })
      expect(await state()).toEqual(live)
    },
  )

  test.each(['key-create', 'key-widen', 'certificate-issue', 'certificate-renew'] as const)(
    'to revoke proves no %s',
    async (purpose) => {
      const step = await openStepUp(customer, {
        purpose,
        digest: digestOf(purpose, {}),
        factors: ['certificate'],
      })
      const made = { ...step, serialNumber: held.serialNumber }
      const sign256 = (text: string) =>
        sign('sha256', Buffer.from(text), { key: held.key.privateKey, dsaEncoding: 'ieee-p1363' }).toString(
          'base64url',
        )
      const prove = (text: string) =>
        proveStepUp(customer, {
          stepUpId: step.id,
          stepUpSerial: held.serialNumber,
          stepUpSignature: sign256(text),
        })
      for (const text of [open().text, signedText({ ...made, purpose: 'certificate-revoke' })])
        await expect(prove(text)).rejects.toMatchObject({ code: 'step_up_signature_refused' })
      await prove(signedText(made))
    },
  )
})

test('what proves nothing is slowed down and then not put on record; the right signature never is', async () => {
  const wrong = () => revokeByKey(anybody(), proof(open(), { signature: 'AAAA' })).catch(({ code }) => code)
  const answers: string[] = []
  for (let tries = 0; tries < throttleRules.revocation.free + 5; tries += 1) answers.push(await wrong())
  expect(answers[0]).toBe('revocation_proof_refused')
  expect(answers.at(-1)).toBe('revocation_throttled')
  const recorded = { objectId: held.id, action: 'certificate.revocation_refused' }
  expect(await database().auditEvent.count({ where: recorded })).toBeLessThan(
    throttleRules.revocation.free + 3,
  )
  expect(await revokeByKey(anybody(), proof())).toMatchObject({ already: false })
})

test.each([
  ['4A:11', null],
  ['', null],
  [`serial=${'AB'.repeat(20)}`, 'ab'.repeat(20)],
  [` 0x${'ab'.repeat(20)}\n`, 'ab'.repeat(20)],
  [`Serial Number: ${Array(20).fill('AB').join(':')}`, 'ab'.repeat(20)],
  ['zz'.repeat(20), null],
  ['ab'.repeat(21), null],
])('serial number %j is read as %j', (text, read) => {
  const parsed = revokeByKeySchema.shape.serialNumber.safeParse(text)
  expect(parsed.success ? parsed.data : null).toBe(read)
})
