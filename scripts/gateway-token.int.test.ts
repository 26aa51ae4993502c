import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { findServiceToken } from '@/lib/services/find-service-token'
import { keyedHash } from '@/lib/vault/keyed-hash'

function run(...args: string[]) {
  const env = { ...process.env, NODE_OPTIONS: '', SIGNET_MODE: 'demo' }
  const command = ['scripts/run.mjs', 'gateway-token', ...args]
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8', env })
  expect(stdout + stderr).not.toContain('    at ')
  return { status, stdout: stdout.trim(), stderr: stderr.trim() }
}

test('a token is made, listed and revoked; only the making shows it', async () => {
  const made = run('create', '--name', 'orders')
  expect(made.status, made.stderr).toBe(0)
  expect(made.stdout).toMatch(/^sgt_[1-9A-HJ-NP-Za-km-z]{40,52}$/)
  const known = () => findServiceToken(keyedHash('service-token', made.stdout))
  const { id } = (await known()) ?? {}
  const listed = run('list')
  expect(listed.stdout).toContain(`${id}  orders\n  made `)
  expect(listed.stdout + listed.stderr).not.toContain(made.stdout)
  expect(run('revoke', id ?? '').stdout).toBe('The token “orders” is revoked.')
  expect(await known()).toBeNull()
}, 60_000)

test.each([[['create', '--name', 'x'.repeat(65)]], [['revoke']], [['list', '--nmae', 'x']]])(
  '%j is told how it is called',
  (args) => {
    expect(run(...args)).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('Usage:') })
  },
)
