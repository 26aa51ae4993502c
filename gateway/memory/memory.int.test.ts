import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { announceChange } from '@/lib/changes/announce-change'
import { addSeconds, clock } from '@/lib/clock'
import { database, databasePool } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { newAccessKey } from '@/lib/keys/credentials'
import { deactivateKey } from '@/lib/keys/deactivate-key'
import { newServiceToken } from '@/lib/services/service-token-text'
import { newSessionToken, sessionTokenHash } from '@/lib/sessions/session-token'
import { giveCertificate } from '@/test/certificate'
import { type TestCustomer, testCustomer } from '@/test/customer'
import { type MadeKey, makeKey } from '@/test/keys'
import { signAs } from '@/test/sign-as'
import { judge } from '../gate/judge'
import { findCertificate, findKey, findSession } from '../gate/lookups'
import { Memory } from './memory'
import { freshness, giveUpLease, mayRemember, onChange, onLapse, startLease } from './process-lease'

let customer: TestCustomer
let key: MadeKey

beforeAll(async () => {
  startLease()
  await vi.waitFor(() => expect(mayRemember()).toBe(true), 20_000)
})
afterAll(giveUpLease)
beforeEach(async () => {
  customer = await testCustomer()
  await giveCertificate(customer.customerId)
  key = await makeKey(customer)
  // Nobody waits until a new key is heard of: what is heard of next came after.
  if (mayRemember()) await announce('key', customer.customerId)
})

/** Behind everybody's back: what is remembered shows by still being so. */
const run = (sql: string, ...values: unknown[]) => database().$executeRawUnsafe(sql, ...values)
const isOn = async () => (await findKey({ accessKey: key.accessKey }))?.on
const announce = (kind: 'key' | 'session' | 'certificate', customerId: string) =>
  transaction((tx) => announceChange(tx, { kind, id: randomUUID(), customerId, ends: null }))

describe('what is remembered', () => {
  test('of a key counts until something of its customer changes', async () => {
    expect(await isOn()).toBe(true)
    await run(`UPDATE api_key SET status = 'inactive', slot = NULL WHERE id = $1::uuid`, key.id)
    expect(await isOn()).toBe(true)
    await announce('key', randomUUID())
    expect(await isOn()).toBe(true)
    await announce('certificate', customer.customerId)
    expect(await isOn()).toBe(false)
  })

  test('of a key is over when the operation that changes it returns', async () => {
    expect(await isOn()).toBe(true)
    await deactivateKey(customer, { id: key.id })
    expect(await isOn()).toBe(false)
  })

  test('of a key that does not exist counts until one is made', async () => {
    const accessKey = newAccessKey()
    const there = async () => (await findKey({ accessKey })) !== null
    expect(await there()).toBe(false)
    await run(`UPDATE api_key SET access_key = $2 WHERE id = $1::uuid`, key.id, accessKey)
    expect(await there()).toBe(false)
    await makeKey(customer, { name: 'Another' })
    await vi.waitFor(async () => expect(await there()).toBe(true), 20_000)
  })

  test('of a session is over when it ends, of whatever else ends it, and as its idle limit comes', async () => {
    const token = newSessionToken()
    const certificateId = await giveCertificate(customer.customerId)
    const { id } = await database().apiSession.create({
      data: {
        ...{ customerId: customer.customerId, apiKeyId: key.id, certificateId, thumbprint: randomBytes(32) },
        ...{ tokenHash: sessionTokenHash(token), address: '192.0.2.1', userAgent: 'test' },
        expiresAt: addSeconds(clock.now(), 86_400),
      },
    })
    const ended = async () => (await findSession(token))?.session.endedReason
    expect(await ended()).toBeNull()
    await run(`UPDATE api_session SET last_used_at = now() + interval '5 hours' WHERE id = $1::uuid`, id)
    expect(await ended()).toBeNull()
    clock.shift(4 * 3600)
    expect((await findSession(token))?.session.validBefore.getTime()).toBeGreaterThan(clock.now().getTime())
    clock.shift(0)
    await deactivateKey(customer, { id: key.id })
    expect(await ended()).toBe('key_deactivated')
  })

  test('is not asked for with a token that was made up', async () => {
    const query = vi.spyOn(databasePool(), 'query')
    const lookUps = () => query.mock.calls.filter(([asked]) => JSON.stringify(asked).includes('api_session'))
    for (const token of ['t'.repeat(43), 'sgn_none', newServiceToken()])
      expect(await findSession(token)).toBeNull()
    expect(lookUps()).toHaveLength(0)
    expect(await findSession(newSessionToken())).toBeNull()
    expect(lookUps()).toHaveLength(1)
    query.mockRestore()
  })

  test('of a certificate is over when its customer changes', async () => {
    const der = randomBytes(300)
    const fingerprint = createHash('sha256').update(der).digest()
    const id = await giveCertificate(customer.customerId, { fingerprint })
    const revoked = async () => (await findCertificate(der))?.revoked
    expect(await revoked()).toBe(false)
    await run(
      `UPDATE certificate SET status = 'revoked', revoked_at = now(), revoked_for = 'superseded' WHERE id = $1::uuid`,
      id,
    )
    expect(await revoked()).toBe(false)
    await announce('session', customer.customerId)
    expect(await revoked()).toBe(true)
  })

  test('is bounded, in entries and in the length of their names', () => {
    const memory = new Memory<string>(() => 2)
    const put = (name: string, since = freshness.now) =>
      memory.set(name, { value: name, subject: customer.customerId, since })
    for (const name of ['one', 'two', 'three', 'x'.repeat(10_000)]) put(name)
    expect(memory.size).toBe(2)
    expect(memory.get('one')).toBeUndefined()
    expect(memory.get('three')?.value).toBe('three')
    expect(memory.get('x'.repeat(10_000))).toBeUndefined()
  })

  test('is not what was looked up before its customer changed', async () => {
    const memory = new Memory<string>(() => 2)
    const since = freshness.now
    await announce('key', customer.customerId)
    memory.set('one', { value: 'old', subject: customer.customerId, since })
    expect(memory.size).toBe(0)
  })
})

test('listeners hear each change, and of each lapse, even beside one that fails', async () => {
  const changes: string[] = []
  const lapses = vi.fn()
  const gone = vi.fn()
  for (const end of [onChange(gone), onLapse(gone)]) end()
  onChange(() => {
    throw new Error('planted')
  })
  onChange(({ customerId }) => changes.push(customerId ?? ''))
  onLapse(lapses)
  await announce('key', customer.customerId)
  expect(changes).toEqual([customer.customerId])
  await run('UPDATE gateway_node SET fenced_at = now()')
  await vi.waitFor(() => expect(lapses).toHaveBeenCalledTimes(2), 20_000)
  expect(gone).not.toHaveBeenCalled()
})

test('what was remembered when a request came does not count if the lease is lost before the answer', async () => {
  await vi.waitFor(() => expect(mayRemember()).toBe(true), 20_000)
  let sent = 0
  // No two are alike: the second one would be a replay.
  const verdict = () => {
    const unsigned = { method: 'GET', path: '/orders', query: `n=${sent++}`, body: Buffer.alloc(0) }
    return judge({
      facts: signAs.signet(unsigned, { ...key, timeMs: Date.now() }),
      ...{ address: '203.0.113.7', certificate: null, permission: null, requestId: 'r1' },
    })
  }
  expect((await verdict()).decision.code).toBe('ok')
  await run(`UPDATE api_key SET status = 'inactive', slot = NULL WHERE id = $1::uuid`, key.id)
  expect((await verdict()).decision.code).toBe('ok')
  const late = verdict()
  const given = giveUpLease()
  expect((await late).decision.code).toBe('key_inactive')
  await given
})

test('nothing is remembered without a lease', async () => {
  expect(mayRemember()).toBe(false)
  expect(await isOn()).toBe(true)
  await run(`UPDATE api_key SET status = 'inactive', slot = NULL WHERE id = $1::uuid`, key.id)
  expect(await isOn()).toBe(false)
})
