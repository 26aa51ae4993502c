import 'server-only'
import { chownSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { reasonOf, StartError } from '@/lib/start-error'
import { type Account, canReach, serverAccount } from './account'
import { readyBinaries } from './binaries'
import { nameOwner, removeUnused } from './remove-unused'

/** Where the cluster lives and who runs it. */
export type Place = {
  account: Account
  /** The folder that holds the cluster; belongs to the account. */
  home: string
  data: string
  binaries: string
}

/**
 * Decides where the cluster lives: in the data folder, or, when root starts it from a closed home, where the
 * server's user can reach it. What was decided once is written down and kept.
 */
export function placeOf(folder: string, say: (line: string) => void): Place {
  const note = join(folder, 'postgres-place')
  const usual = join(folder, 'postgres')
  const noted = read(note)
  const account = serverAccount(join(noted ?? usual, 'data'), say)
  const home = noted ?? (canReach(usual, account) ? usual : mkdtempSync(join(shelter(), 'database-')))
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 })
    if (account) chownSync(home, account.uid, account.gid)
    // Not where it is as usual: the folder may be moved with everything in it.
    if (home !== usual) {
      writeFileSync(note, `${home}\n`)
      nameOwner(home, folder)
      removeUnused(dirname(home), say)
    }
  } catch (error) {
    throw new StartError(`The database folder ${home} can't be used (${reasonOf(error)}).`)
  }
  if (home !== usual && !noted)
    say(
      `Keeping the database in ${home}: its user can't enter ${folder}. Who removes ${folder} should remove it too.`,
    )
  const binaries = readyBinaries(account, shelter, say)
  return { account, home, data: join(home, 'data'), binaries }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim() || undefined
  } catch {
    return undefined
  }
}

/** A folder that every user may pass through; only root ever needs it. */
function shelter(): string {
  for (const folder of ['/var/lib/signet-demo', join(tmpdir(), 'signet-demo')]) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o755 })
      return folder
    } catch {
      // Try the next one.
    }
  }
  throw new StartError('No folder was found in which the database user can work: set DATABASE_URL.')
}
