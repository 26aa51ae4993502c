import { spawnSync } from 'node:child_process'
import { beforeAll, expect, test } from 'vitest'
import { systemActor } from '@/lib/access/actor'
import { recordDenial } from '@/lib/audit/record-event'
import { sealEvents } from '@/lib/audit/seal-events'
import { database } from '@/lib/db/client'
import { randomEnv } from '@/test/random-env'

/** `npm run audit:verify` on this test's database, with its keys and the heads that it has kept. */
function verify() {
  const names = [...Object.keys(randomEnv()), 'PATH', 'HOME', 'NODE_ENV', 'DATABASE_URL', 'SIGNET_DATA_DIR']
  const env = Object.fromEntries(names.map((name) => [name, process.env[name]])) as NodeJS.ProcessEnv
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/run.mjs', 'audit-verify'], {
    encoding: 'utf8',
    env: { ...env, LOG_LEVEL: 'silent' },
  })
  return { status, said: stdout.trim().split('\n'), complained: stderr.trim().split('\n') }
}

beforeAll(async () => {
  for (let count = 0; count < 3; count++)
    await recordDenial(systemActor, { action: 'signin.failed', detail: { way: 'password' } })
  await sealEvents()
})

test('an intact chain: says what it covers, and ends with 0', () => {
  expect(verify()).toEqual({
    status: 0,
    said: ['3 sealed events in 1 link.', 'The audit chain is whole.'],
    complained: [''],
  })
})

test('an altered one: names the link, and ends with 1', async () => {
  await database().$executeRaw`
    UPDATE audit_event SET detail = '{"way": "device"}' WHERE seal_position = 1`
  const { status, said, complained } = verify()
  expect([status, said]).toEqual([1, ['3 sealed events in 1 link.']])
  expect(complained).toEqual([
    'The audit chain is NOT whole (1 fault):',
    expect.stringMatching(/^ {2}- Link 1 does not match its events: some were changed/),
  ])
})
