import 'server-only'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** In a database folder away from its data folder: whose it is. */
const ownerFile = 'data-folder'
/** A data folder that can't be found may have been moved, or be on a disk that is away. */
const keptDays = 30

/** Writes into a database folder which data folder it belongs to, with every start, as that may have been moved. */
export function nameOwner(home: string, folder: string): void {
  writeFileSync(join(home, ownerFile), `${folder}\n`)
}

/**
 * Removes databases of data folders that are gone, which nothing else would: they stand apart from them. Only ones
 * that were made by us, that no data folder names any more, that no server works on, and that were not used for long.
 * @param shelter the folder in which they stand
 * @param say told of each that goes
 */
export function removeUnused(shelter: string, say: (line: string) => void): void {
  for (const name of readdirSync(shelter).filter((one) => one.startsWith('database-'))) {
    const home = join(shelter, name)
    const folder = read(join(home, ownerFile))
    if (!folder || read(join(folder, 'postgres-place')) === home) continue
    if (existsSync(join(home, 'data', 'postmaster.pid')) || daysSinceUse(home) < keptDays) continue
    rmSync(home, { recursive: true, force: true })
    say(`Removed ${home}, the database of ${folder}, which is gone.`)
  }
}

/** PostgreSQL writes this file at each of its starts. */
function daysSinceUse(home: string): number {
  const used = statSync(join(home, 'data', 'postmaster.opts'), { throwIfNoEntry: false }) ?? statSync(home)
  return (Date.now() - used.mtimeMs) / 86_400_000
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim() || undefined
  } catch {
    return undefined
  }
}
