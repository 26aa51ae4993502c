import { createPrivateKey, generateKeyPairSync, sign, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type CustomerActor, systemActor } from '@/lib/access/actor'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { signedText } from '@/lib/pki/signed-text'
import { type ApplicantKey, applyForCertificate, newKey } from '@/test/apply'
import { testCustomer } from '@/test/customer'
import { foreignCas, foreignPassphrase } from '@/test/foreign-ca'
import { ensureAuthorities } from './ensure-authorities'
import { importAuthority } from './import-authority'
import { readKeyFile } from './key-file'
import { finishSelfTest } from './self-test/finish-self-test'
import { startSelfTest } from './self-test/start-self-test'

const operator = { actor: systemActor, account: 'operator' }
const cas = foreignCas()
const keyOf = (name: string) =>
  createPrivateKey({ key: readFileSync(cas.file(`${name}.key`)), passphrase: foreignPassphrase })
const bring = (names: string[], keyName = names[0] ?? '') =>
  importAuthority(operator, { certificates: cas.ders(...names), key: keyOf(keyName) })
const rows = () => database().certificateAuthority.findMany({ orderBy: { createdAt: 'asc' } })

afterEach(() => clock.shift(0))
beforeAll(async () => {
  await ensureAuthorities()
  const rsa = '-algorithm RSA -pkeyopt rsa_keygen_bits:2048'
  cas.make({ name: 'root', issuer: 'root', key: rsa })
  cas.make({ name: 'policy', issuer: 'root' })
})

const usage = 'keyUsage=critical,keyCertSign,cRLSign\n'
const isCa = 'basicConstraints=critical,CA:TRUE\n'

/** The verdict of the page on which a customer tries a key. */
async function selfTest(actor: CustomerActor, { privateKey }: ApplicantKey, serialNumber: string) {
  const start = await startSelfTest(actor)
  const text = Buffer.from(signedText({ ...start, serialNumber }))
  const signature = sign('sha256', text, { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')
  const signatures = [{ serialNumber, signature }]
  const browser = { browserTime: clock.now(), store: 'readable' as const }
  return (await finishSelfTest(actor, { id: start.id, ...browser, signatures })).verdict
}

/** What is wrong with it, the rule, and how it is made. */
const refused: [string, string, Omit<Parameters<typeof cas.make>[0], 'name' | 'issuer'>][] = [
  ['not a CA', 'not_a_ca', { extensions: `basicConstraints=critical,CA:FALSE\n${usage}` }],
  ['no basicConstraints', 'not_a_ca', { extensions: usage }],
  ['no keyUsage', 'key_usage', { extensions: isCa }],
  ['may not sign lists', 'key_usage', { extensions: `${isCa}keyUsage=critical,keyCertSign\n` }],
  ['may not sign certificates', 'key_usage', { extensions: `${isCa}keyUsage=critical,cRLSign\n` }],
  ['for TLS servers', 'extended_key_usage', { extensions: `${isCa}${usage}extendedKeyUsage=serverAuth\n` }],
  [
    'not for responders',
    'extended_key_usage',
    { extensions: `${isCa}${usage}extendedKeyUsage=clientAuth\n` },
  ],
  [
    'names constrained',
    'critical_extension',
    { extensions: `${isCa}${usage}nameConstraints=critical,permitted;DNS:a.b\n` },
  ],
  ['RSA', 'key_kind', { key: '-algorithm RSA -pkeyopt rsa_keygen_bits:2048' }],
  ['P-521', 'key_kind', { key: '-algorithm EC -pkeyopt ec_paramgen_curve:P-521' }],
  ['Ed25519', 'key_kind', { key: '-algorithm ED25519' }],
  ['no subject', 'no_subject', { subject: '/' }],
  ['signed with SHA-1', 'weak_signature', { args: '-sha1' }],
]

describe('refused, with the rule, and on record', () => {
  test.each(refused)('%s: %s', async (what, rule, how) => {
    const name = `bad-${what.replace(/\W+/g, '-')}`
    cas.make({ name, issuer: 'root', ...how })
    const before = await rows()
    await expect(bring([name, 'root'])).rejects.toMatchObject({ name: 'CaRefused', rule })
    expect(await rows()).toEqual(before)
    const event = await database().auditEvent.findFirstOrThrow({ orderBy: { id: 'desc' } })
    expect([event.action, event.detail]).toEqual(['authority.refused', { rule, account: 'operator' }])
  })

  test('what is missing in the chain, or too much', async () => {
    cas.make({ name: 'good', issuer: 'policy' })
    cas.make({ name: 'other-root', issuer: 'other-root' })
    for (const [names, rule] of [
      [[], 'no_certificate'],
      [['root'], 'key_kind'],
      [['other-root'], 'self_signed'],
      [['good'], 'no_issuer'],
      [['good', 'root'], 'no_issuer'],
      [['good', 'policy'], 'no_root'],
      [['good', 'policy', 'other-root'], 'no_root'],
      [['good', 'policy', 'root', 'other-root'], 'stray_certificate'],
    ] as const)
      await expect(bring([...names], 'good')).rejects.toMatchObject({ rule })
  })

  test('a root of the same name whose key did not sign it', async () => {
    cas.make({
      name: 'twin',
      issuer: 'twin',
      subject: '/C=TW/O=Foreign Broker/CN=policy',
      extensions: `${isCa}${usage}`,
    })
    await expect(bring(['good', 'twin'], 'good')).rejects.toMatchObject({ rule: 'no_issuer' })
  })

  test('a path length that leaves no room', async () => {
    cas.make({
      name: 'tight',
      issuer: 'root',
      extensions: `basicConstraints=critical,CA:TRUE,pathlen:0\n${usage}`,
    })
    cas.make({ name: 'below-tight', issuer: 'tight' })
    await expect(bring(['below-tight', 'tight', 'root'])).rejects.toMatchObject({ rule: 'path_length' })
  })

  test('a key of another certificate, or of another kind', async () => {
    await expect(bring(['good', 'policy', 'root'], 'policy')).rejects.toMatchObject({ rule: 'key_mismatch' })
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const certificates = cas.ders('good', 'policy', 'root')
    await expect(importAuthority(operator, { certificates, key: privateKey })).rejects.toMatchObject({
      rule: 'key_mismatch',
    })
  })

  test('what is not valid yet, or no more', async () => {
    for (const [seconds, rule] of [
      [-3600, 'not_yet_valid'],
      [4001 * 86_400, 'expired'],
    ] as const) {
      clock.shift(seconds)
      await expect(bring(['good', 'policy', 'root'])).rejects.toMatchObject({ rule })
    }
  })

  test('bytes that are no certificate', async () => {
    const certificates = [Uint8Array.of(0x30, 0), ...cas.ders('policy', 'root')]
    await expect(importAuthority(operator, { certificates, key: keyOf('good') })).rejects.toMatchObject({
      rule: 'unreadable',
    })
  })
})

describe('a CA that keeps the rules', () => {
  test('of two that bring it together, one does; it issues under its own organisation, and openssl agrees', async () => {
    const both = await Promise.allSettled([1, 2].map(() => bring(['good', 'root', 'policy'])))
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { rule: 'key_taken' } })
    expect((await rows()).slice(-3).map(({ role, firstList }) => [role, firstList])).toEqual([
      ['root', null],
      ['intermediate', null],
      ['issuing', 256],
    ])

    const [actor, key] = [await testCustomer(), newKey()]
    const { chain, serialNumber } = await applyForCertificate(actor, key)
    const [leaf, ...issuers] = chain.map((text) => Buffer.from(text, 'base64'))
    expect(issuers).toEqual(cas.ders('good', 'policy', 'root').map((der) => Buffer.from(der)))
    expect(new X509Certificate(leaf ?? '').subject).toMatch(/^C=TW\nO=Foreign Broker\nserialNumber=/)
    expect(cas.verify(chain)).toBe('leaf.pem: OK\n')
    const row = await database().certificate.findFirstOrThrow({ where: { serialNumber } })
    expect(row.revocationList).toBeGreaterThanOrEqual(256)
    expect(await selfTest(actor, key, serialNumber)).toBe('ok')
  })

  test('has its key in a file under our own passphrase', async () => {
    const row = (await rows()).at(-1)
    const key = await readKeyFile(row?.keyLocation?.replace('file:', '') ?? '')
    expect(new X509Certificate(row?.der ?? '').checkPrivateKey(key)).toBe(true)
    const event = await database().auditEvent.findFirstOrThrow({ where: { action: 'authority.imported' } })
    expect(event.detail).toMatchObject({ name: 'C=TW, O=Foreign Broker, CN=good', account: 'operator' })
  })

  test('may be a second one under the same root, on P-384, of a name without country', async () => {
    const key = '-algorithm EC -pkeyopt ec_paramgen_curve:P-384'
    cas.make({ name: 'second', issuer: 'policy', key, subject: '/O=Foreign Futures/CN=second' })
    await bring(['second', 'policy', 'root'])
    expect((await rows()).filter(({ role }) => role !== 'issuing')).toHaveLength(3)
    const { chain } = await applyForCertificate(await testCustomer())
    expect(new X509Certificate(Buffer.from(chain[0] ?? '', 'base64')).subject).toMatch(
      /^O=Foreign Futures\nserialNumber=/,
    )
  })
})
