import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { judge } from '@/gateway/gate/judge'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { StepUpRequired } from '@/lib/factors/step-up-required'
import { type KeyDialect, type KeyKind, keyDialects, keyKinds, kindsOf } from '@/lib/signing/dialects'
import { giveCertificate } from '@/test/certificate'
import { type TestCustomer, testCustomer } from '@/test/customer'
import { keyInput, makeKey } from '@/test/keys'
import { prove } from '@/test/proved'
import { signAs } from '@/test/sign-as'
import { createKey } from './create-key'
import type { CreateKeyInput } from './schema'

const passphrase = 'Open5esame!'
const pair = generateKeyPairSync('ed25519')
const publicKey = pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')

let customer: TestCustomer
beforeEach(async () => {
  customer = await testCustomer()
  await giveCertificate(customer.customerId)
})
afterEach(() => clock.shift(0))

const valuesOf = (dialect: KeyDialect, kind: KeyKind): Partial<CreateKeyInput> => ({
  dialect,
  kind,
  passphrase: dialect === 'okx' ? passphrase : null,
  publicKey: kind === 'ed25519' ? publicKey : null,
})
const every = keyDialects.flatMap((dialect) => keyKinds.map((kind) => [dialect, kind] as const))
const offered = every.filter(([dialect, kind]) => kindsOf[dialect].includes(kind))
const others = every.filter(([dialect, kind]) => !kindsOf[dialect].includes(kind))

/** What the gateway says to a request that is signed so. */
async function ask(
  dialect: KeyDialect,
  accessKey: string,
  secret: Parameters<(typeof signAs)['signet']>[1]['secret'],
  sent = passphrase,
) {
  const unsigned = { method: 'GET', path: '/orders', query: 'a=1', body: Buffer.alloc(0) }
  const facts = signAs[dialect](unsigned, { accessKey, secret, passphrase: sent, timeMs: Date.now() })
  const asked = {
    facts,
    address: '203.0.113.7',
    certificate: null,
    permission: 'market.read',
    requestId: '1',
  }
  const { decision } = await judge(asked)
  return decision.decision === 'allow' ? 'allow' : decision.code
}

describe.each(offered)('a key of %s, %s', (dialect, kind) => {
  test('is let in with what it was made with, in its own dialect alone', async () => {
    const { id, accessKey, secret } = await makeKey(customer, valuesOf(dialect, kind))
    const proof = kind === 'ed25519' ? pair.privateKey : secret
    expect(await ask(dialect, accessKey, proof)).toBe('allow')
    expect(await ask(dialect, accessKey, kind === 'ed25519' ? otherPrivateKey() : 'sgs_another')).toBe(
      'bad_signature',
    )
    const next = keyDialects[(keyDialects.indexOf(dialect) + 1) % keyDialects.length] ?? 'signet'
    expect(await ask(next, accessKey, 'sgs_another')).toBe('unknown_key')
    if (dialect === 'okx')
      expect(await ask(dialect, accessKey, proof, `${passphrase}x`)).toBe('bad_signature')

    const row = await database().apiKey.findUniqueOrThrow({ where: { id }, include: { secrets: true } })
    expect(row).toMatchObject({ dialect, kind, passphraseHash: dialect === 'okx' ? expect.anything() : null })
    expect(row.secrets).toMatchObject([
      {
        place: 'current',
        sealed: kind === 'hmac' ? expect.anything() : null,
        publicKey: kind === 'ed25519' ? expect.anything() : null,
        secretHash: kind === 'ed25519' ? null : expect.anything(),
      },
    ])
  })
})

test.each(others)('a key of %s can’t be of kind %s', async (dialect, kind) => {
  const input = { ...keyInput, ...valuesOf(dialect, kind) }
  await expect(createKey(customer, input)).rejects.toMatchObject({
    fields: { kind: { code: 'kind_not_in_dialect' } },
  })
  expect(await database().apiKey.count({ where: { customerId: customer.customerId } })).toBe(0)
})

test.each<[string, Partial<CreateKeyInput>, Record<string, string>]>([
  ['okx without a passphrase', { dialect: 'okx' }, { passphrase: 'passphrase_malformed' }],
  ['a passphrase elsewhere', { dialect: 'gate', passphrase }, { passphrase: 'passphrase_malformed' }],
  ['a pair without public key', { kind: 'ed25519' }, { publicKey: 'public_key_required' }],
  ['a public key of no pair', { publicKey }, { publicKey: 'public_key_required' }],
])('%s is refused', async (_, values, codes) => {
  const fields = Object.fromEntries(Object.entries(codes).map(([name, code]) => [name, { code }]))
  await expect(createKey(customer, { ...keyInput, ...values })).rejects.toMatchObject({ fields })
})

test('a proof is for one dialect, kind, passphrase and public key', async () => {
  const okx = { ...keyInput, ...valuesOf('okx', 'hmac') }
  await prove(customer, () => createKey(customer, okx))
  await expect(createKey(customer, keyInput)).rejects.toBeInstanceOf(StepUpRequired)
  await expect(createKey(customer, { ...okx, passphrase: `${passphrase}x` })).rejects.toBeInstanceOf(
    StepUpRequired,
  )
  const own = { ...keyInput, ...valuesOf('signet', 'ed25519') }
  await prove(customer, () => createKey(customer, own))
  await expect(createKey(customer, { ...own, dialect: 'binance' })).rejects.toBeInstanceOf(StepUpRequired)
  const another = randomBytes(44).toString('base64')
  await expect(createKey(customer, { ...own, publicKey: another })).rejects.toBeInstanceOf(StepUpRequired)
})

test('nothing of a passphrase or of a secret that is only sent can be read back', async () => {
  const made = await makeKey(customer, valuesOf('basic', 'hashed'))
  await makeKey(customer, valuesOf('okx', 'hmac'))
  const tables = await database().$queryRaw<{ text: string }[]>`
    SELECT row_to_json(t)::text AS text FROM api_key t
    UNION ALL SELECT row_to_json(t)::text FROM api_key_secret t
    UNION ALL SELECT row_to_json(t)::text FROM audit_event t
    UNION ALL SELECT row_to_json(t)::text FROM outbox t
    UNION ALL SELECT row_to_json(t)::text FROM step_up t`
  expect(tables.length).toBeGreaterThan(6)
  for (const kept of [passphrase, made.secret])
    for (const form of ['utf8', 'hex', 'base64', 'base64url'] as const)
      for (const { text } of tables) expect(text).not.toContain(Buffer.from(kept).toString(form))
})

function otherPrivateKey() {
  const { privateKey } = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  return createPrivateKey(privateKey)
}
