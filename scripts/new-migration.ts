/**
 * Writes the SQL that leads from the committed schema to the present one into a new migration folder.
 * What Prisma's schema can't say (CHECKs, partial indexes) is then added to it by hand.
 */
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '@/lib/db/embedded/start-postgres'
import { noFilters, withSchemaEngine } from '@/lib/db/schema-engine'
import { StartError } from '@/lib/start-error'
import { runScript } from './support/run-script'

const schemaPath = 'prisma/schema.prisma'
const migrationsPath = 'prisma/migrations'

await runScript(async ([name]) => {
  if (!name || !/^[a-z0-9_]+$/.test(name))
    throw new StartError('Name the migration in lower case: npm run migration:new -- add_revocation')
  const script = await sqlBetween(committedSchema(), readFileSync(schemaPath, 'utf8'))
  if (!script) throw new StartError('The schema is as it was committed: there is nothing to migrate.')
  const stamp = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14)
  const folder = join(migrationsPath, `${stamp}_${name}`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'migration.sql'), script)
  console.log(`Wrote ${folder}/migration.sql`)
})

/** The schema at the last commit, or undefined when no migration is committed yet. */
function committedSchema(): string | undefined {
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' })
  if (!git('ls-tree', '--name-only', 'HEAD', `${migrationsPath}/`)) return undefined
  return git('show', `HEAD:${schemaPath}`)
}

async function sqlBetween(before: string | undefined, after: string): Promise<string> {
  // The engine compares two texts, but does not start without a database.
  const folder = mkdtempSync(join(tmpdir(), 'signet-migration-'))
  chmodSync(folder, 0o711)
  const server = await startPostgres({ folder, password: 'scratch', say: () => {} })
  try {
    const datamodel = (content: string) => ({
      tag: 'schemaDatamodel' as const,
      files: [{ path: schemaPath, content }],
    })
    const { stdout } = await withSchemaEngine(server.url, (engine) =>
      engine.diff({
        from: before ? datamodel(before) : { tag: 'empty' },
        to: datamodel(after),
        script: true,
        exitCode: null,
        filters: noFilters,
      }),
    )
    return stdout?.includes('This is an empty migration') ? '' : (stdout ?? '')
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
