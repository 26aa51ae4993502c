import { spawn, spawnSync } from 'node:child_process'
import { createPrivateKey, randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { demoCustomers } from '@/lib/identity/demo-customers'
import { databaseUrl } from '@/test/database-url'
import { onServer } from '@/test/on-server'
import { temporaryFolder } from '@/test/start-signet'

const { server, template } = inject('testDatabase')
const name = `${template}_demo_key`
const url = databaseUrl(server, name)
const folder = temporaryFolder()
const [customer] = demoCustomers
const wanted = ['--customer', customer.nationalId, '--permissions', 'market.read,orders.trade', '--json']

beforeAll(() => onServer(server, (client) => client.query(`CREATE DATABASE ${name}`)))
afterAll(async () => {
  await onServer(server, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`))
  rmSync(folder, { recursive: true, force: true })
})

function settings(mode = 'demo') {
  const { PATH, HOME, NODE_ENV } = process.env
  return { PATH, HOME, NODE_ENV, DATABASE_URL: url, SIGNET_MODE: mode, SIGNET_DATA_DIR: join(folder, 'data') }
}

function demoKey(args: string[], env = settings()) {
  const all = ['scripts/run.mjs', 'demo-key', ...args]
  const { status, stdout, stderr } = spawnSync(process.execPath, all, { encoding: 'utf8', env })
  return { status, stdout, stderr: stderr.trim() }
}

test('prints one line of JSON with a key that is there, proved by a certificate, each time', async () => {
  const first = demoKey(wanted)
  expect(first.status, first.stderr).toBe(0)
  const key = JSON.parse(first.stdout)
  expect(key).toMatchObject({ dialect: 'signet', kind: 'hmac', permissions: ['market.read', 'orders.trade'] })
  expect(key.secret).toMatch(/^sgs_/)

  const okx = demoKey([...wanted, '--dialect', 'okx', '--passphrase', 'Open5esame!', '--allow', '127.0.0.1'])
  expect(JSON.parse(okx.stdout)).toMatchObject({
    dialect: 'okx',
    passphrase: 'Open5esame!',
    allow: ['127.0.0.1'],
  })
  const days = ['--from', '2998-01-01', '--until', '2999-12-31']
  const pair = JSON.parse(demoKey([...wanted, '--kind', 'ed25519', ...days]).stdout)
  expect(createPrivateKey(pair.privateKeyPem).asymmetricKeyType).toBe('ed25519')
  expect(pair).not.toHaveProperty('secret')
  expect(pair).toMatchObject({ from: '2998-01-01', until: '2999-12-31' })

  const { rows } = await onServer(url, (client) =>
    client.query(
      `SELECT access_key, dialect, kind, split_part(detail->>'provedBy', ':', 1) AS proof,
         passphrase_hash IS NOT NULL AS passphrase, valid_from > now() AS later, secret_confirmed_at IS NOT NULL AS confirmed
       FROM api_key JOIN audit_event ON object_id = api_key.id::text AND action = 'key.created' ORDER BY api_key.id`,
    ),
  )
  const byCertificate = { proof: 'certificate', confirmed: true, later: null }
  expect(rows).toEqual([
    { access_key: key.accessKey, dialect: 'signet', kind: 'hmac', passphrase: false, ...byCertificate },
    { access_key: expect.any(String), dialect: 'okx', kind: 'hmac', passphrase: true, ...byCertificate },
    {
      access_key: pair.accessKey,
      dialect: 'signet',
      kind: 'ed25519',
      passphrase: false,
      ...byCertificate,
      later: true,
    },
  ])
  const [count] = await onServer(url, (client) =>
    client
      .query(
        'SELECT count(*)::int AS live, (SELECT count(*)::int FROM certificate) AS made FROM web_session WHERE ended_at IS NULL',
      )
      .then((found) => found.rows),
  )
  expect(count, 'no session stays open, one certificate does for all').toEqual({ live: 0, made: 1 })
}, 120_000)

test('works beside another process that has the data folder', () => {
  // As `npm start` has it: by a note of who it is.
  const claim = `import { claimFolder } from './scripts/support/claim-folder'
    claimFolder(process.env.SIGNET_DATA_DIR); console.log('claimed'); setInterval(() => {}, 1000)`
  return new Promise<void>((resolve, reject) => {
    const owner = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', claim], {
      env: settings(),
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    owner.stdout.once('data', () => {
      const { status, stdout, stderr } = demoKey([...wanted, '--dialect', 'basic'])
      owner.kill()
      try {
        expect(status, stderr).toBe(0)
        expect(JSON.parse(stdout)).toMatchObject({ dialect: 'basic', kind: 'hashed' })
        resolve()
      } catch (error) {
        reject(error)
      }
    })
  })
}, 60_000)

test('what nobody could have is refused in a sentence', () => {
  const stranger = demoKey([...wanted, '--customer', 'F131104093'])
  const stderr = 'There is no customer with the ID F131104093 in this demo.'
  expect(stranger).toEqual({ status: 1, stdout: '', stderr })
}, 60_000)

test('production is refused', () => {
  const env = { ...settings('production'), SIGNET_DATA_DIR: join(folder, randomUUID()) }
  expect(demoKey(wanted, env)).toEqual({
    status: 1,
    stdout: '',
    stderr: 'demo:key is for the demo only: in production customers make their keys in the portal.',
  })
}, 60_000)
