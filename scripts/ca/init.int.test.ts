import { execFileSync } from 'node:child_process'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { env } from '@/lib/env'
import { toPem } from '@/lib/pki/pem'
import { foreignCas, foreignPassphrase } from '@/test/foreign-ca'
import { openssl } from '@/test/openssl'
import { productionInstallation } from '@/test/production-installation'
import { init } from './init'

const { folder, settings, run, query } = productionInstallation('ca_init')
const rootKey = join(folder, 'root.key.pem')
const rootPassphrase = 'the-safe-is-on-floor-4'
const ca = (...args: string[]) => run('ca', args, { SIGNET_ROOT_PASSPHRASE: rootPassphrase })
const names = ['--organisation', '群益 Securities', '--country', 'tw']

test('what is called wrongly is said, with exit code 2; help is no mistake', async () => {
  const [none, unknown, misspelt, all, one] = await Promise.all([
    ca(),
    ca('initt'),
    ca('init', '--rootname', 'x'),
    ca('--help'),
    ca('init', '--help'),
  ])
  expect(none).toMatchObject({ status: 2, stderr: expect.stringMatching(/^Usage: npm run ca/) })
  expect(unknown).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/^There is no command "initt"\./),
  })
  expect(misspelt).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/^Unknown option '--rootname'\.\n\nUsage: npm run ca -- init/),
  })
  expect(all).toMatchObject({ status: 0, stdout: expect.stringMatching(/^ {2}init {5}makes a root/m) })
  expect(one).toMatchObject({ status: 0, stdout: expect.stringContaining('--root-key FILE') })
}, 120_000)

const texts = { organisation: 'A', country: 'TW' }
test.each<[Record<string, string>, RegExp]>([
  [{ country: 'TW' }, /^--organisation is missing\./],
  [{ ...texts, country: 'Taiwan' }, /^--country is two letters, such as TW\.$/],
  [{ ...texts, 'root-years': '0' }, /^--root-years is a whole number of years from 1 to 40\.$/],
  [{ ...texts, organisation: 'A'.repeat(65) }, /^--organisation has at most 64 characters/],
  [{ ...texts, 'issuing-name': 'A Root CA' }, /^The two CAs need names of their own\.$/],
  [{ ...texts, 'root-name': ' ' }, /^--root-name is empty\.$/],
  [{ ...texts, 'root-key': join(env().SIGNET_DATA_DIR, 'x.pem') }, /is among the data of this server/],
])('%j is refused', async (values, words) => {
  await expect((async () => init.prepare(values))()).rejects.toThrow(
    expect.objectContaining({ name: 'UsageError', message: expect.stringMatching(words) }),
  )
})

test('status says that nothing issues', async () => {
  expect(await ca('status')).toMatchObject({ status: 1, stderr: expect.stringMatching(/^No CA issues/m) })
}, 60_000)

test('two that run together make one root and one issuing CA; the root’s key never lies here', async () => {
  expect(
    (await run('ca', ['init', ...names, '--root-key', rootKey], { SIGNET_ROOT_PASSPHRASE: 'short' })).stderr,
  ).toMatch(/^The passphrase is weak/m)
  const other = join(folder, 'other.key.pem')
  const both = await Promise.all([rootKey, other].map((path) => ca('init', ...names, '--root-key', path)))
  expect(both.map(({ status }) => status).sort()).toEqual([0, 1])
  expect(both.find(({ status }) => status === 1)?.stderr).toMatch(/^There is a CA already/m)
  expect([rootKey, other].filter(existsSync)).toHaveLength(1)
  const written = existsSync(rootKey) ? rootKey : other
  expect(statSync(written).mode & 0o777).toBe(0o600)
  const pem = readFileSync(written, 'utf8')
  expect(() => createPrivateKey({ key: pem, passphrase: settings.SIGNET_CA_PASSPHRASE ?? '' })).toThrow()
  const key = createPrivateKey({ key: pem, passphrase: rootPassphrase })
  expect(openssl(`asn1parse -in ${written}`).toString()).toMatch(/INTEGER\s+:0927C0/)

  const rows = await query(
    'SELECT role, der, key_location, first_list FROM certificate_authority ORDER BY id',
  )
  expect(rows.map(({ role, first_list }) => [role, first_list])).toEqual([
    ['root', null],
    ['issuing', 0],
  ])
  const [root, issuing] = rows.map(({ der }) => new X509Certificate(der))
  expect(root?.subject).toBe('C=TW\nO=群益 Securities\nCN=群益 Securities Root CA')
  expect(issuing?.subject).toBe('C=TW\nO=群益 Securities\nCN=群益 Securities Issuing CA')
  expect(root?.checkPrivateKey(key)).toBe(true)
  expect(rows[0].key_location).toBeNull()
  expect(readdirSync(join(folder, 'data/ca'))).toEqual([rows[1].key_location.replace('file:', '')])

  for (const [name, row] of [
    ['root', rows[0]],
    ['issuing', rows[1]],
  ] as const)
    writeFileSync(join(folder, `${name}.pem`), toPem('CERTIFICATE', row.der))
  const chain = 'verify -x509_strict -CAfile root.pem issuing.pem'
  expect(openssl(chain, { cwd: folder }).toString()).toBe('issuing.pem: OK\n')
}, 120_000)

test('who made them is on record', async () => {
  const events = await query(
    `SELECT action, actor_kind, detail FROM audit_event WHERE object_kind = 'authority'`,
  )
  expect(events.map(({ action, actor_kind }) => [action, actor_kind])).toEqual([
    ['authority.made', 'system'],
    ['authority.made', 'system'],
  ])
  expect(events[0].detail).toMatchObject({
    name: 'C=TW, O=群益 Securities, CN=群益 Securities Root CA',
    caRole: 'root',
    account: execFileSync('id', ['-un']).toString().trim(),
  })
})

test('status shows them, for people and for programs', async () => {
  const [people, programs] = await Promise.all([ca('status'), ca('status', '--json')])
  expect(people).toMatchObject({ status: 0, stderr: '' })
  expect(people.stdout).toContain('issuing CA, issues now')
  const { issues, authorities } = JSON.parse(programs.stdout)
  expect(issues).toBe(true)
  expect(authorities).toMatchObject([
    { role: 'issuing', issuesNow: true, key: { state: 'opens' }, liveCertificates: 0, attention: [] },
    { role: 'root', issuesNow: false, key: { state: 'elsewhere', location: null }, attention: [] },
  ])
}, 60_000)

test('the next CA, its lists, and the operator’s own are made by the commands, each with its root’s key from its file', async () => {
  const key = existsSync(rootKey) ? rootKey : join(folder, 'other.key.pem')
  expect(await ca('rotate', '--root-key', key)).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^C=TW, O=群益 Securities, CN=群益 Securities Issuing CA G2 is made/),
  })
  expect(await ca('crl')).toMatchObject({ status: 0, stdout: '256 revocation lists are made.' })
  expect(await ca('crl', '--root', '--root-key', key)).toMatchObject({ status: 0, stderr: '' })

  const cas = foreignCas()
  cas.make({ name: 'root', issuer: 'root' })
  cas.make({ name: 'own', issuer: 'root' })
  const file = (name: string) => cas.file(name)
  const args = ['--certificate', file('own.pem'), '--chain', file('root.pem'), '--key', file('own.key')]
  const bring = () => run('ca', ['import', ...args], { SIGNET_IMPORT_PASSPHRASE: foreignPassphrase })
  expect(await bring()).toMatchObject({ status: 0, stdout: expect.stringMatching(/CN=own is brought in/) })
  expect(await bring()).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/^The CA is refused \(key_taken\)\. .*CN=own: another CA/m),
  })
  const { stdout } = await ca('status')
  expect(stdout).toMatch(/CN=own\n {2}what {5}issuing CA, issues now/)
}, 180_000)
