import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { judge } from '@/gateway/gate/judge'
import type { Actor } from '@/lib/access/actor'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { StepUpRequired } from '@/lib/factors/step-up-required'
import { giveCertificate } from '@/test/certificate'
import { type TestCustomer, testCustomer, testSession } from '@/test/customer'
import { keyInput, type MadeKey, makeKey } from '@/test/keys'
import { prove, proved } from '@/test/proved'
import { signAs } from '@/test/sign-as'
import { deactivateKey } from './deactivate-key'
import { deleteKey } from './delete-key'
import { endOldSecret } from './end-old-secret'
import { eraseOldSecrets } from './erase-old-secrets'
import { getKey } from './get-key'
import { keyHistory } from './key-history'
import { rotateKey } from './rotate-key'
import type { RotateKeyInput } from './schema'

let customer: TestCustomer
let key: MadeKey
const nobody = { kind: 'anonymous', requestId: '1', address: '192.0.2.1', userAgent: 'x' } as const
const staff: Actor = {
  ...{ kind: 'staff', staffId: '0199c000-0000-7000-8000-000000000000', sessionId: '1', role: 'admin' },
  ...{ because: { reason: 'asked', ticket: null }, requestId: '1', address: '', userAgent: '' },
}

beforeEach(async () => {
  customer = await testCustomer()
  await giveCertificate(customer.customerId)
  key = await makeKey(customer)
})

const form = (values: Partial<RotateKeyInput> = {}): RotateKeyInput => ({
  ...{ id: key.id, revision: 1, overlapHours: 0, publicKey: null },
  ...values,
})
const rotate = (values: Partial<RotateKeyInput> = {}) =>
  proved(customer, () => rotateKey(customer, form(values)))
const secretsOf = (apiKeyId = key.id) =>
  database().apiKeySecret.findMany({ where: { apiKeyId }, orderBy: { place: 'asc' } })
const actions = async () => {
  const events = await database().auditEvent.findMany({
    where: { customerId: customer.customerId, action: { startsWith: 'key.' } },
    orderBy: { id: 'asc' },
  })
  return events.map(({ action }) => action)
}

/** What the gateway says to a request that is signed so, and with which of the secrets it was proved. */
async function ask(secret: string | KeyObject | null) {
  const unsigned = { method: 'GET', path: '/orders', query: '', body: Buffer.alloc(0) }
  const timeMs = clock.now().getTime()
  const facts = signAs.signet(unsigned, { accessKey: key.accessKey, secret: secret ?? '', timeMs })
  const { decision } = await judge({
    ...{ facts, address: '203.0.113.7', certificate: null, permission: 'market.read', requestId: '1' },
  })
  return decision.decision === 'allow' ? decision.provenBy : decision.code
}

describe('a rotation', () => {
  test('without overlap: the new secret is good at once, the old one no more', async () => {
    const { id, accessKey, secret } = await rotate()
    expect({ id, accessKey }).toEqual({ id: key.id, accessKey: key.accessKey })
    expect(secret).toMatch(/^sgs_/)
    expect(await ask(secret)).toBe('current')
    expect(await ask(key.secret)).toBe('bad_signature')
    expect(await secretsOf()).toMatchObject([{ place: 'current', validBefore: null }])
    expect(await actions()).toEqual(['key.created', 'key.rotated'])
    expect(await getKey(customer, id)).toMatchObject({ revision: 2, secretConfirmed: false, oldSecret: null })
    const mails = await database().outbox.findMany({
      where: { template: 'key_rotated', customerId: customer.customerId },
    })
    expect(mails).toMatchObject([{ values: { name: keyInput.name, accessKey, kind: 'hmac', hours: 0 } }])
  })

  test('with 24 hours: the old one goes on until they are over, and is then erased', async () => {
    const began = clock.now()
    const { secret } = await rotate({ overlapHours: 24 })
    expect([await ask(secret), await ask(key.secret)]).toEqual(['current', 'previous'])
    const { oldSecret } = await getKey(customer, key.id)
    const end = oldSecret?.validBefore.getTime() ?? 0
    expect(end - addSeconds(began, 24 * 3600).getTime()).toBeGreaterThanOrEqual(0)
    expect((await keyHistory(customer, key.id))[0]).toMatchObject({ action: 'key.rotated', hours: 24 })

    await eraseOldSecrets()
    expect(await ask(key.secret)).toBe('previous')
    await database().apiKeySecret.updateMany({
      where: { apiKeyId: key.id, place: 'previous' },
      data: { validBefore: clock.now() },
    })
    expect(await ask(key.secret)).toBe('bad_signature')
    expect(await getKey(customer, key.id)).toMatchObject({ oldSecret: null })
    expect(await secretsOf()).toHaveLength(2)
    await eraseOldSecrets()
    expect(await secretsOf()).toMatchObject([{ place: 'current' }])
  })

  test('twice: what the first one left ends with the second', async () => {
    const first = await rotate({ overlapHours: 24 })
    const second = await rotate({ overlapHours: 1, revision: 2 })
    expect(await ask(second.secret)).toBe('current')
    expect(await ask(first.secret)).toBe('previous')
    expect(await ask(key.secret)).toBe('bad_signature')
  })

  test('ends the API sessions of this key, and of no other', async () => {
    const other = await makeKey(customer, { name: 'Other' })
    const certificateId = await giveCertificate(customer.customerId)
    const open = (apiKeyId: string) =>
      database().apiSession.create({
        data: {
          ...{
            customerId: customer.customerId,
            apiKeyId,
            certificateId,
            address: '192.0.2.1',
            userAgent: '',
          },
          tokenHash: Buffer.from(apiKeyId),
          thumbprint: Buffer.alloc(32),
          expiresAt: addSeconds(clock.now(), 3600),
        },
      })
    const [own, others] = [await open(key.id), await open(other.id)]
    await rotate({ overlapHours: 24 })
    const reasonOf = async ({ id }: { id: string }) =>
      (await database().apiSession.findUniqueOrThrow({ where: { id } })).endedReason
    expect([await reasonOf(own), await reasonOf(others)]).toEqual(['key_rotated', null])
  })

  test('raced by two tabs is done once', async () => {
    await prove(customer, () => rotateKey(customer, form()))
    const results = await Promise.allSettled([rotateKey(customer, form()), rotateKey(customer, form())])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'changed_meanwhile' },
    })
    expect(await secretsOf()).toHaveLength(1)
    expect(await actions()).toEqual(['key.created', 'key.rotated'])
  })

  test('wants a proof for just this, and writes nothing without', async () => {
    const before = await secretsOf()
    await expect(rotateKey(customer, form())).rejects.toMatchObject({ purpose: 'key-rotate' })
    await prove(customer, () => rotateKey(customer, form()))
    await expect(rotateKey(customer, form({ overlapHours: 24 }))).rejects.toBeInstanceOf(StepUpRequired)
    const elsewhere = await testSession(customer.customerId)
    await expect(rotateKey(elsewhere, form())).rejects.toBeInstanceOf(StepUpRequired)
    expect(await secretsOf()).toEqual(before)
  })

  test('leaves nothing of either secret to be read', async () => {
    const { secret } = await rotate({ overlapHours: 24 })
    const tables = await database().$queryRaw<{ text: string }[]>`
      SELECT row_to_json(t)::text AS text FROM api_key_secret t
      UNION ALL SELECT row_to_json(t)::text FROM audit_event t
      UNION ALL SELECT row_to_json(t)::text FROM outbox t
      UNION ALL SELECT row_to_json(t)::text FROM step_up t
      UNION ALL SELECT row_to_json(t)::text FROM gateway_change t`
    for (const kept of [secret ?? '', key.secret])
      for (const form of ['utf8', 'hex', 'base64', 'base64url'] as const)
        for (const { text } of tables) expect(text).not.toContain(Buffer.from(kept).toString(form))
  })
})

describe('of a key pair’s key', () => {
  const pairs = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')] as const
  const [old, next] = pairs.map(({ publicKey }) =>
    publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
  )
  beforeEach(async () => {
    key = await makeKey(customer, { kind: 'ed25519', publicKey: old ?? '' })
  })

  test('takes another public key; mails and record speak of a pair', async () => {
    expect(await rotate({ overlapHours: 2, publicKey: next ?? '' })).toMatchObject({ secret: null })
    expect([await ask(pairs[1].privateKey), await ask(pairs[0].privateKey)]).toEqual(['current', 'previous'])
    const about = { customerId: customer.customerId }
    const isPair = { path: ['kind'], equals: 'ed25519' }
    expect(await database().outbox.count({ where: { ...about, values: isPair } })).toBe(2)
    expect(await database().auditEvent.count({ where: { ...about, detail: isPair } })).toBe(2)
  })

  test.each([
    ['none', null, 'public_key_required'],
    ['the same', old ?? '', 'public_key_same'],
  ])('refuses %s', async (_, publicKey, code) => {
    const run = () => rotateKey(customer, form({ publicKey }))
    if (publicKey) await prove(customer, run)
    await expect(run()).rejects.toMatchObject({ fields: { publicKey: { code } } })
    expect(await secretsOf()).toHaveLength(1)
  })
})

describe('is refused', () => {
  test('for what was changed meanwhile', async () => {
    await expect(rotateKey(customer, form({ revision: 7 }))).rejects.toMatchObject({
      code: 'changed_meanwhile',
    })
  })

  test('with an overlap for a key that is off, whose secret can be replaced all the same', async () => {
    await deactivateKey(customer, { id: key.id })
    await expect(rotateKey(customer, form({ revision: 2, overlapHours: 1 }))).rejects.toMatchObject({
      fields: { overlapHours: { code: 'overlap_of_inactive' } },
    })
    const { secret } = await rotate({ revision: 2 })
    expect([await ask(secret), await ask(key.secret)]).toEqual(['key_inactive', 'bad_signature'])
  })

  test('with a public key for a key that has a secret', async () => {
    const run = () => rotateKey(customer, form({ publicKey: 'MCowBQYDK2VwAyEA' }))
    await expect(run()).rejects.toMatchObject({ code: 'public_key_required' })
  })

  test('of a deleted key, of which neither secret is left', async () => {
    await rotate({ overlapHours: 24 })
    await deleteKey(customer, { id: key.id, typedName: keyInput.name })
    await expect(rotateKey(customer, form({ revision: 3 }))).rejects.toMatchObject({ code: 'not_found' })
    expect(await secretsOf()).toEqual([])
  })

  const acts: [string, (actor: Actor) => Promise<unknown>][] = [
    ['rotating', (actor) => rotateKey(actor, form({ revision: 2 }))],
    ['ending the old secret', (actor) => endOldSecret(actor, { id: key.id })],
  ]
  test.each(acts)('%s: somebody else, staff and nobody', async (_, run) => {
    await rotate({ overlapHours: 24 })
    const before = await secretsOf()
    const other = await testCustomer()
    await expect(run(other)).rejects.toMatchObject({ code: 'not_found' })
    await expect(run(staff)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(run(nobody)).rejects.toMatchObject({ code: 'signed_out' })
    expect(await secretsOf()).toEqual(before)
    expect(
      await database().auditEvent.count({ where: { customerId: other.customerId, action: 'key.refused' } }),
    ).toBe(1)
  })
})

test('the old secret can be ended before its time, once, without proof', async () => {
  const { secret } = await rotate({ overlapHours: 24 })
  await endOldSecret(customer, { id: key.id })
  expect([await ask(secret), await ask(key.secret)]).toEqual(['current', 'bad_signature'])
  await endOldSecret(customer, { id: key.id })
  expect(await actions()).toEqual(['key.created', 'key.rotated', 'key.old_secret_ended'])
  expect(await secretsOf()).toMatchObject([{ place: 'current' }])
})
