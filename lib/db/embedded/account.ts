import 'server-only'
import { execFileSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { StartError } from '@/lib/start-error'

/** The system user that the database server runs as; undefined when that is simply us. */
export type Account = { uid: number; gid: number } | undefined

/**
 * PostgreSQL refuses to run as root. Root lends it the owner of the data it already has, else the user
 * `postgres`, which is made when missing.
 * @param data the data directory, which may not exist yet
 * @param say told when a user is made
 * @throws StartError when no such user can be had
 */
export function serverAccount(data: string, say: (line: string) => void): Account {
  if (process.getuid?.() !== 0) return undefined
  if (existsSync(data)) {
    const { uid, gid } = statSync(data)
    if (uid !== 0) return { uid, gid }
  }
  const found = lookUp()
  if (found) return found
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], { stdio: 'ignore' })
    say('Made the system user "postgres": PostgreSQL refuses to run as root.')
  } catch {
    // Said below: without the user there is nothing to look up.
  }
  const made = lookUp()
  if (made) return made
  throw new StartError(
    'PostgreSQL refuses to run as root and the user "postgres" could not be made: run as an ordinary user, or set DATABASE_URL.',
  )
}

function lookUp(): Account {
  try {
    const id = (flag: string) =>
      Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }))
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    return undefined
  }
}

/** Whether the account may pass through every folder above `path` (a home of mode 0700 may not be passed). */
export function canReach(path: string, account: Account): boolean {
  if (!account) return true
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const { uid, gid, mode } = statSync(folder)
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001
    if (!(mode & bit)) return false
    if (folder === dirname(folder)) return true
  }
}
