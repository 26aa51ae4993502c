import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { StepUpRequired } from '@/lib/factors/step-up-required'
import { unseal } from '@/lib/vault/seal'
import { giveCertificate } from '@/test/certificate'
import { type TestCustomer, testCustomer, testSession } from '@/test/customer'
import { keyInput, makeKey } from '@/test/keys'
import { prove } from '@/test/proved'
import { createKey } from './create-key'
import { addDays, dayOf } from './date-window'
import { secretContext } from './secret-context'

let customer: TestCustomer
const today = () => dayOf(clock.now(), 'Asia/Taipei')
const keysOf = (customerId: string) => database().apiKey.findMany({ where: { customerId } })
const eventsOf = (customerId: string, action: string) =>
  database().auditEvent.findMany({ where: { customerId, action }, orderBy: { id: 'asc' } })

beforeEach(async () => {
  customer = await testCustomer()
  await giveCertificate(customer.customerId)
})
afterEach(() => clock.shift(0))

describe('a right request', () => {
  test('makes an active key with all that was chosen, on record and told by mail', async () => {
    const lastDay = addDays(today(), 10)
    const made = await makeKey(customer, {
      permissions: ['market.read', 'orders.trade'],
      addresses: ['203.0.113.0/24'],
      firstDay: today(),
      lastDay,
    })
    expect(made.accessKey).toMatch(/^sgk_\w{20,32}$/)
    expect(made.secret).toMatch(/^sgs_\w{40,52}$/)
    expect(await keysOf(customer.customerId)).toMatchObject([
      {
        id: made.id,
        accessKey: made.accessKey,
        name: 'Rebalancer',
        permissions: ['market.read', 'orders.trade'],
        addressRule: 'only',
        addresses: ['203.0.113.0/24'],
        windowRule: 'between',
        validFrom: new Date(`${today()}T00:00:00+08:00`),
        validBefore: new Date(`${addDays(lastDay, 1)}T00:00:00+08:00`),
        status: 'active',
        slot: 1,
        revision: 1,
        secretConfirmedAt: null,
      },
    ])
    expect(await eventsOf(customer.customerId, 'key.created')).toMatchObject([
      { objectId: made.id, detail: { name: 'Rebalancer', provedBy: 'otp:sms' } },
    ])
    expect(await database().outbox.findMany({ where: { customerId: customer.customerId } })).toMatchObject([
      { template: 'key_created', channel: 'email' },
    ])
  })

  test('blank fields mean anywhere and always', async () => {
    await makeKey(customer)
    expect(await keysOf(customer.customerId)).toMatchObject([
      { addressRule: 'anywhere', addresses: [], windowRule: 'always', validFrom: null, validBefore: null },
    ])
  })

  test('seals the secret for this key, and leaves it nowhere else', async () => {
    const { id, secret } = await makeKey(customer)
    const { sealed } = await database().apiKeySecret.findFirstOrThrow({ where: { apiKeyId: id } })
    if (!sealed) throw new Error('not sealed')
    expect(unseal(sealed, secretContext(id, customer.customerId))).toBe(secret)
    expect(() => unseal(sealed, secretContext(id, customer.sessionId))).toThrow()
    const forms = [secret, Buffer.from(secret).toString('hex'), Buffer.from(secret).toString('base64url')]
    const tables = await database().$queryRaw<{ text: string }[]>`
      SELECT row_to_json(t)::text AS text FROM api_key t
      UNION ALL SELECT row_to_json(t)::text FROM api_key_secret t
      UNION ALL SELECT row_to_json(t)::text FROM audit_event t
      UNION ALL SELECT row_to_json(t)::text FROM outbox t
      UNION ALL SELECT row_to_json(t)::text FROM step_up t`
    expect(tables.length).toBeGreaterThan(4)
    for (const { text } of tables) for (const form of forms) expect(text).not.toContain(form)
  })

  test('sent twice at once with one proof, makes one key', async () => {
    await prove(customer, () => createKey(customer, keyInput))
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => createKey(customer, keyInput)))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await keysOf(customer.customerId)).toHaveLength(1)
  })
})

describe('a request without its due', () => {
  const nothingWritten = async () => {
    expect(await keysOf(customer.customerId)).toEqual([])
    expect(await eventsOf(customer.customerId, 'key.created')).toEqual([])
    expect(await database().outbox.count({ where: { customerId: customer.customerId } })).toBe(0)
  }

  test('from nobody is refused', async () => {
    const nobody = { kind: 'anonymous', requestId: '1', address: '192.0.2.1', userAgent: 'x' } as const
    await expect(createKey(nobody, keyInput)).rejects.toMatchObject({ code: 'signed_out' })
  })

  test('without a certificate is refused before proof is asked, and on record', async () => {
    await database().certificate.updateMany({ data: { status: 'void' } })
    await expect(createKey(customer, keyInput)).rejects.toMatchObject({ code: 'certificate_required' })
    await nothingWritten()
    expect(await eventsOf(customer.customerId, 'key.refused')).toMatchObject([
      { detail: { act: 'create', reason: 'certificate_required' } },
    ])
  })

  test('with an expired certificate is refused', async () => {
    clock.shift(366 * 86_400)
    await expect(createKey(customer, keyInput)).rejects.toMatchObject({ code: 'certificate_required' })
  })

  test('with the certificate of somebody else is refused', async () => {
    const other = await testCustomer()
    await expect(createKey(other, keyInput)).rejects.toMatchObject({ code: 'certificate_required' })
  })

  test('without proof asks for one for exactly these values', async () => {
    await expect(createKey(customer, keyInput)).rejects.toMatchObject({ purpose: 'key-create' })
    await nothingWritten()
    await prove(customer, () => createKey(customer, keyInput))
    for (const values of [
      { name: 'Other' },
      { permissions: ['market.read', 'orders.trade'] },
      { addresses: ['203.0.113.1'] },
      { lastDay: '2099-01-01' },
    ]) {
      await expect(createKey(customer, { ...keyInput, ...values })).rejects.toBeInstanceOf(StepUpRequired)
    }
    await nothingWritten()
  })

  test('with a proof of another session is refused', async () => {
    const elsewhere = await testSession(customer.customerId)
    await prove(elsewhere, () => createKey(elsewhere, keyInput))
    await expect(createKey(customer, keyInput)).rejects.toBeInstanceOf(StepUpRequired)
    await nothingWritten()
  })

  test('with a proof that has grown old is refused', async () => {
    await prove(customer, () => createKey(customer, keyInput))
    clock.shift(3600)
    await expect(createKey(customer, keyInput)).rejects.toBeInstanceOf(StepUpRequired)
  })

  test.each([
    [{ permissions: ['market.read', 'everything'] }, { permissions: 'permission_unknown' }],
    [{ permissions: ['funds.transfer'] }, { addresses: 'allowlist_required' }],
    [{ permissions: ['funds.transfer'], addresses: ['0.0.0.0/0'] }, { addresses: 'allowlist_required' }],
    [
      { permissions: ['funds.transfer'], addresses: ['0.0.0.0/1', '128.0.0.0/1'] },
      { addresses: 'allowlist_required' },
    ],
    [
      { addresses: Array.from({ length: 31 }, (_, last) => `203.0.113.${last}`) },
      { addresses: 'address_too_many' },
    ],
    [{ lastDay: '2026-01-01' }, { lastDay: 'last_day_past' }],
  ])('%j', async (values, fields) => {
    const expected = Object.fromEntries(Object.entries(fields).map(([name, code]) => [name, { code }]))
    await expect(createKey(customer, { ...keyInput, ...values })).rejects.toMatchObject({ fields: expected })
    await nothingWritten()
  })

  test('the last day may be today, in Taipei, until it is over there', async () => {
    const now = Date.now()
    const endOfDay = new Date(`${addDays(dayOf(new Date(now), 'Asia/Taipei'), 1)}T00:00:00+08:00`).getTime()
    const lastDay = dayOf(new Date(now), 'Asia/Taipei')
    clock.shift((endOfDay - now) / 1000 - 5)
    await expect(createKey(customer, { ...keyInput, lastDay })).rejects.toBeInstanceOf(StepUpRequired)
    clock.shift((endOfDay - now) / 1000 + 5)
    await expect(createKey(customer, { ...keyInput, lastDay })).rejects.toMatchObject({
      fields: { lastDay: { code: 'last_day_past' } },
    })
  })
})
