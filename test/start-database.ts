import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startPostgres } from '@/lib/db/embedded/start-postgres'
import { migrateDatabase } from '@/lib/db/migrate'
import { databaseUrl } from './database-url'
import { onServer } from './on-server'

declare module 'vitest' {
  interface ProvidedContext {
    /** A URL of the test server, and the name of the migrated database that every test file copies. */
    testDatabase: { server: string; template: string }
  }
}

/**
 * Once a run: a PostgreSQL, our own unless `TEST_DATABASE_URL` names one on which databases may be made, and on it
 * a migrated template.
 */
export default async function startDatabase(project: TestProject): Promise<() => Promise<void>> {
  const { server, stop } = await testServer()
  const template = `signet_test_${randomBytes(4).toString('hex')}`
  await onServer(server, (client) => client.query(`CREATE DATABASE ${template}`))
  await migrateDatabase(databaseUrl(server, template))
  project.provide('testDatabase', { server, template })
  return async () => {
    await onServer(server, async (client) => {
      const { rows } = await client.query('SELECT datname FROM pg_database WHERE starts_with(datname, $1)', [
        template,
      ])
      for (const { datname } of rows) await client.query(`DROP DATABASE "${datname}" WITH (FORCE)`)
    })
    await stop()
  }
}

async function testServer(): Promise<{ server: string; stop: () => Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL
  if (given) return { server: given, stop: async () => {} }
  const folder = mkdtempSync(join(tmpdir(), 'signet-postgres-'))
  chmodSync(folder, 0o711)
  const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']
  const embedded = await startPostgres({ folder, password: 'test', say: () => {}, settings })
  const stop = async () => {
    await embedded.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { server: embedded.url, stop }
}
