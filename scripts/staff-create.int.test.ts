import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { databaseUrl } from '@/test/database-url'
import { onServer } from '@/test/on-server'
import { productionEnv } from '@/test/production-env'
import { temporaryFolder } from '@/test/start-signet'

const { server, template } = inject('testDatabase')
const name = `${template}_staff_create`
const url = databaseUrl(server, name)
const folder = temporaryFolder()
const settings = { ...productionEnv(url), SIGNET_DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'silent' }

beforeAll(() => onServer(server, (client) => client.query(`CREATE DATABASE ${name}`)))
afterAll(async () => {
  await onServer(server, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`))
  rmSync(folder, { recursive: true, force: true })
})

function create(...args: string[]) {
  const { PATH, HOME, NODE_ENV } = process.env
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['scripts/run.mjs', 'staff-create', ...args],
    {
      encoding: 'utf8',
      env: { PATH, HOME, NODE_ENV, ...settings },
    },
  )
  expect(stdout + stderr).not.toContain('    at ')
  return { status, stdout, stderr: stderr.trim() }
}

const admin = ['--email', 'Ho@Example.com', '--name', '何怡安', '--role', 'admin']

test('the first member of staff, with a link that is printed and mailed; the same address is refused', async () => {
  const first = create(...admin)
  expect(first.stderr).toBe('')
  expect(first.status).toBe(0)
  expect(first.stdout).toContain('何怡安 (ho@example.com) is on the staff, as admin.')
  expect(first.stdout).toMatch(/^https:\/\/keys\.example\/admin\/activate\?token=[\w-]{43}$/m)
  const { rows } = await onServer(url, (client) =>
    client.query(
      'SELECT role, locale, password_hash, (SELECT count(*)::int FROM outbox) AS mails FROM staff',
    ),
  )
  expect(rows).toEqual([{ role: 'admin', locale: 'zh-TW', password_hash: null, mails: 1 }])

  expect(create(...admin)).toMatchObject({
    status: 1,
    stderr: '--email: There is a member of staff with this e-mail address already.',
  })
}, 120_000)

test('what is wrong with the arguments is said', () => {
  expect(create().stderr).toMatch(/^Usage: npm run staff:create/)
  expect(create('--emial', 'x').stderr).toMatch(/^Usage:/)
  expect(create('--email', 'ho', '--name', ' ', '--role', 'root')).toMatchObject({
    status: 1,
    stderr: [
      '--email: This is not an e-mail address. It looks like name@example.com.',
      '--name: Give a name.',
      '--role: Choose one of the roles.',
    ].join('\n'),
  })
}, 60_000)
