import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, inject } from 'vitest'
import { databaseUrl } from './database-url'
import { onServer } from './on-server'
import { productionEnv } from './production-env'
import { temporaryFolder } from './start-signet'

/** A production installation with an empty database and data folder of its own, for commands of `scripts/`. */
export function productionInstallation(suffix: string) {
  const { server, template } = inject('testDatabase')
  const name = `${template}_${suffix}`
  const url = databaseUrl(server, name)
  const folder = temporaryFolder()
  const settings: Record<string, string> = {
    ...productionEnv(url),
    SIGNET_DATA_DIR: join(folder, 'data'),
    LOG_LEVEL: 'silent',
  }
  beforeAll(() => onServer(server, (client) => client.query(`CREATE DATABASE ${name}`)))
  afterAll(async () => {
    await onServer(server, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`))
    rmSync(folder, { recursive: true, force: true })
  })

  /** Runs a command to its end; a stack that it prints is a failure. */
  async function run(command: string, args: string[], more: Record<string, string> = {}) {
    const { PATH, HOME, NODE_ENV } = process.env
    const child = spawn(process.execPath, ['scripts/run.mjs', command, ...args], {
      env: { PATH, HOME, NODE_ENV, ...settings, ...more },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const [stdout, stderr, [status]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'exit'),
    ])
    expect(stdout + stderr).not.toContain('    at ')
    return { status: status as number, stdout: stdout.trim(), stderr: stderr.trim() }
  }

  const query = (sql: string) => onServer(url, async (client) => (await client.query(sql)).rows)
  return { folder, settings, url, run, query }
}
