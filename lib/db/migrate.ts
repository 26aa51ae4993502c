import 'server-only'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { noFilters, withSchemaEngine } from './schema-engine'

const folder = join(import.meta.dirname, '../../prisma/migrations')
/** Any number will do, so long as nothing else in this database locks it. */
const lockKey = 7_306_001

/**
 * Applies the migrations that a database does not have yet, as `prisma migrate deploy` would, with the same
 * bookkeeping. Safe when several processes start at once: one works, the others wait and find nothing to do.
 * @returns the names of those applied now
 * @throws Error when one fails; the database then names it in `_prisma_migrations`
 */
export async function migrateDatabase(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [lockKey])
    const input = { migrationsList: migrationsList(), filters: noFilters }
    const { appliedMigrationNames } = await withSchemaEngine(url, (engine) => engine.applyMigrations(input))
    return appliedMigrationNames
  } finally {
    await client.end()
  }
}

function migrationsList() {
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return {
    baseDir: folder,
    lockfile: {
      path: 'migration_lock.toml',
      content: readFileSync(join(folder, 'migration_lock.toml'), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories: names
      .map(({ name }) => name)
      .sort()
      .map((path) => ({
        path,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok' as const, value: readFileSync(join(folder, path, 'migration.sql'), 'utf8') },
        },
      })),
  }
}
