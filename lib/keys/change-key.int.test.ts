import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/access/actor'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { StepUpRequired } from '@/lib/factors/step-up-required'
import { giveCertificate } from '@/test/certificate'
import { type TestCustomer, testCustomer } from '@/test/customer'
import { makeKey } from '@/test/keys'
import { prove, proved } from '@/test/proved'
import { activateKey } from './activate-key'
import { confirmSecret } from './confirm-secret'
import { addDays, dayOf } from './date-window'
import { deactivateKey } from './deactivate-key'
import { deleteKey } from './delete-key'
import { getKey } from './get-key'
import { keyHistory } from './key-history'
import { listKeys } from './list-keys'
import type { UpdateKeyInput } from './schema'
import { updateKey } from './update-key'

let customer: TestCustomer
let id: string
const nobody = { kind: 'anonymous', requestId: '1', address: '192.0.2.1', userAgent: 'x' } as const
const day = (offset: number) => addDays(dayOf(clock.now(), 'Asia/Taipei'), offset)
const row = () => database().apiKey.findUniqueOrThrow({ where: { id } })
const actions = async (customerId = customer.customerId) => {
  const events = await database().auditEvent.findMany({ where: { customerId }, orderBy: { id: 'asc' } })
  return events.map(({ action }) => action).filter((action) => action.startsWith('key.'))
}

/** The key's present form, with some of its fields changed. */
async function form(values: Partial<UpdateKeyInput> = {}): Promise<UpdateKeyInput> {
  const key = await row()
  return {
    id,
    revision: key.revision,
    name: key.name,
    permissions: key.permissions,
    addresses: key.addresses,
    firstDay: day(2),
    lastDay: day(20),
    confirmAnywhere: false,
    ...values,
  }
}

beforeEach(async () => {
  customer = await testCustomer()
  await giveCertificate(customer.customerId)
  const made = await makeKey(customer, {
    permissions: ['market.read', 'orders.read'],
    addresses: ['203.0.113.0/24', '198.51.100.7'],
    firstDay: day(2),
    lastDay: day(20),
  })
  id = made.id
})
afterEach(() => clock.shift(0))

describe('updateKey', () => {
  test.each<[string, Partial<UpdateKeyInput> | (() => Partial<UpdateKeyInput>)]>([
    ['another name', { name: 'Scanner' }],
    ['a permission less', { permissions: ['market.read'] }],
    ['an address less', { addresses: ['203.0.113.0/24'] }],
    ['a part of a range', { addresses: ['203.0.113.9', '198.51.100.7'] }],
    ['an earlier last day', () => ({ lastDay: day(10) })],
    ['a later first day', () => ({ firstDay: day(3) })],
  ])('narrows without proof: %s', async (_what, values) => {
    await updateKey(customer, await form(typeof values === 'function' ? values() : values))
    expect(await row()).toMatchObject({ revision: 2 })
    expect(await actions()).toEqual(['key.created', 'key.updated'])
  })

  test.each<[string, Partial<UpdateKeyInput> | (() => Partial<UpdateKeyInput>)]>([
    ['a permission more', { permissions: ['market.read', 'orders.read', 'orders.trade'] }],
    ['a permission for another', { permissions: ['account.read'] }],
    ['an address more', { addresses: ['203.0.113.0/24', '198.51.100.7', '192.0.2.1'] }],
    ['a wider range', { addresses: ['203.0.112.0/23', '198.51.100.7'] }],
    ['anywhere, confirmed', { addresses: [], confirmAnywhere: true }],
    ['a later last day', () => ({ lastDay: day(21) })],
    ['no last day', { lastDay: null }],
    ['an earlier first day', () => ({ firstDay: day(1) })],
    ['no first day', { firstDay: null }],
  ])('widens with proof only: %s', async (_what, values) => {
    const input = await form(typeof values === 'function' ? values() : values)
    const before = await row()
    await expect(updateKey(customer, input)).rejects.toMatchObject({ purpose: 'key-widen' })
    expect(await row()).toEqual(before)
    await proved(customer, () => updateKey(customer, input))
    expect(await row()).toMatchObject({ revision: 2 })
    expect((await keyHistory(customer, id))[0]).toMatchObject({ action: 'key.updated', widened: true })
  })

  test('the last address goes only when that is confirmed', async () => {
    const before = await row()
    const input = await form({ addresses: [] })
    await expect(updateKey(customer, input)).rejects.toMatchObject({
      fields: { confirmAnywhere: { code: 'widening_unconfirmed' } },
    })
    expect(await row()).toEqual(before)
  })

  test('a proof for one change is none for another', async () => {
    const wanted = await form({ lastDay: null })
    const more = await form({ permissions: ['market.read', 'orders.read', 'orders.trade'], lastDay: null })
    await prove(customer, () => updateKey(customer, wanted))
    await expect(updateKey(customer, more)).rejects.toBeInstanceOf(StepUpRequired)
    await updateKey(customer, wanted)
    expect(await row()).toMatchObject({ validBefore: null, permissions: ['market.read', 'orders.read'] })
  })

  test('a form from before somebody else’s change is refused', async () => {
    const stale = await form({ name: 'Mine' })
    await updateKey(customer, await form({ name: 'Other tab' }))
    await expect(updateKey(customer, stale)).rejects.toMatchObject({ code: 'changed_meanwhile' })
    await deactivateKey(customer, { id })
    await expect(updateKey(customer, { ...stale, revision: 2 })).rejects.toMatchObject({
      code: 'changed_meanwhile',
    })
    expect(await row()).toMatchObject({ name: 'Other tab', status: 'inactive', slot: null })
  })

  test('of two changes at once, one is made', async () => {
    const forms = [await form({ name: 'A' }), await form({ name: 'B' })]
    const results = await Promise.allSettled(forms.map((input) => updateKey(customer, input)))
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await row()).revision).toBe(2)
  })

  test('no change writes nothing', async () => {
    await updateKey(customer, await form())
    expect(await row()).toMatchObject({ revision: 1 })
    expect(await actions()).toEqual(['key.created'])
  })

  test('changes one that is off without taking a slot', async () => {
    await deactivateKey(customer, { id })
    const input = await form({ lastDay: null })
    await proved(customer, () => updateKey(customer, input))
    expect(await row()).toMatchObject({ status: 'inactive', slot: null, validBefore: null })
  })

  test('a last day that is over is refused, but may stay', async () => {
    await expect(updateKey(customer, await form({ lastDay: day(-1) }))).rejects.toMatchObject({
      fields: { lastDay: { code: 'last_day_past' } },
    })
    const [firstDay, lastDay] = [day(2), day(20)]
    clock.shift(40 * 86_400)
    await updateKey(customer, await form({ name: 'Ended', firstDay, lastDay }))
    expect(await row()).toMatchObject({ name: 'Ended' })
  })
})

describe('on and off', () => {
  test('off asks nothing, counts once, frees the slot; on wants proof', async () => {
    await deactivateKey(customer, { id })
    await deactivateKey(customer, { id })
    expect(await row()).toMatchObject({ status: 'inactive', slot: null, revision: 2 })
    await expect(activateKey(customer, { id, revision: 1 })).rejects.toMatchObject({
      code: 'changed_meanwhile',
    })
    await expect(activateKey(customer, { id, revision: 2 })).rejects.toMatchObject({ purpose: 'key-widen' })
    await proved(customer, () => activateKey(customer, { id, revision: 2 }))
    expect(await row()).toMatchObject({ status: 'active', slot: 1, revision: 3 })
    await activateKey(customer, { id, revision: 2 })
    expect(await actions()).toEqual(['key.created', 'key.deactivated', 'key.activated'])
    expect(await database().outbox.count({ where: { customerId: customer.customerId } })).toBe(3)
  })

  test('one whose last day is over cannot be turned on', async () => {
    await deactivateKey(customer, { id })
    clock.shift(40 * 86_400)
    await expect(activateKey(customer, { id, revision: 2 })).rejects.toMatchObject({ code: 'key_ended' })
  })
})

describe('deleteKey', () => {
  test('wants the name; then the key is gone, its secret erased, its row kept', async () => {
    const before = await row()
    await expect(deleteKey(customer, { id, typedName: 'rebalancer' })).rejects.toMatchObject({
      fields: { typedName: { code: 'key_name_mismatch' } },
    })
    expect(await row()).toEqual(before)
    await deleteKey(customer, { id, typedName: 'Rebalancer' })
    expect(await row()).toMatchObject({ status: 'inactive', slot: null, deletedAt: expect.any(Date) })
    expect(await database().apiKeySecret.count({ where: { apiKeyId: id } })).toBe(0)
    await expect(getKey(customer, id)).rejects.toMatchObject({ code: 'not_found' })
    expect((await listKeys(customer)).keys).toEqual([])
    await expect(deleteKey(customer, { id, typedName: 'Rebalancer' })).rejects.toMatchObject({
      code: 'not_found',
    })
    expect(await actions()).toEqual(['key.created', 'key.deleted', 'key.refused'])
  })
})

describe('confirmSecret', () => {
  test('is noted once', async () => {
    await confirmSecret(customer, { id })
    const { secretConfirmedAt } = await row()
    expect(secretConfirmedAt).toBeInstanceOf(Date)
    await confirmSecret(customer, { id })
    expect(await row()).toMatchObject({ secretConfirmedAt, revision: 1 })
    expect(await actions()).toEqual(['key.created', 'key.secret_confirmed'])
    expect(await getKey(customer, id)).toMatchObject({ secretConfirmed: true })
  })
})

describe('somebody else’s key does not exist', () => {
  const acts: [string, (actor: Actor) => Promise<unknown>][] = [
    ['get', (actor) => getKey(actor, id)],
    ['update', async (actor) => updateKey(actor, await form({ name: 'Mine now' }))],
    ['activate', (actor) => activateKey(actor, { id, revision: 1 })],
    ['deactivate', (actor) => deactivateKey(actor, { id })],
    ['delete', (actor) => deleteKey(actor, { id, typedName: 'Rebalancer' })],
    ['confirm', (actor) => confirmSecret(actor, { id })],
  ]

  test.each(acts)('%s', async (act, run) => {
    const before = await row()
    const other = await testCustomer()
    await giveCertificate(other.customerId)
    await expect(run(other)).rejects.toMatchObject({ code: 'not_found' })
    await expect(run(nobody)).rejects.toMatchObject({ code: 'signed_out' })
    expect(await row()).toEqual(before)
    expect(await actions(other.customerId)).toEqual(act === 'get' ? [] : ['key.refused'])
  })

  test.each(acts.slice(1))('%s of an id that is none', async (_act, run) => {
    const real = id
    const input = form()
    await input
    id = '00000000-0000-0000-0000-000000000000'
    const attempt = run === acts[1]?.[1] ? updateKey(customer, { ...(await input), id }) : run(customer)
    await expect(attempt).rejects.toMatchObject({ code: 'not_found' })
    id = real
  })

  test('lists and histories hold only one’s own', async () => {
    const other = await testCustomer()
    expect(await listKeys(other)).toEqual({ keys: [], activeCount: 0, next: null })
    expect(await keyHistory(other, id)).toEqual([])
    await expect(listKeys(nobody)).rejects.toMatchObject({ code: 'signed_out' })
    await expect(keyHistory(nobody, id)).rejects.toMatchObject({ code: 'signed_out' })
  })
})
