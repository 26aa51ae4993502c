import 'server-only'
import { execFile } from 'node:child_process'
import { chownSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { StartError } from '@/lib/start-error'
import type { Place } from './place'
import { serverEnv } from './server-env'

const run = promisify(execFile)

/**
 * Makes the cluster if there is none. It is made aside and moved into place when complete, so that an
 * interrupted attempt leaves nothing that looks like a database.
 */
export async function createCluster(
  place: Place,
  password: string,
  say: (line: string) => void,
): Promise<void> {
  if (existsSync(place.data)) return
  say('Making a database …')
  const half = join(place.home, 'data.new')
  const passwordFile = join(place.home, 'password')
  rmSync(half, { recursive: true, force: true })
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  if (place.account) chownSync(passwordFile, place.account.uid, place.account.gid)
  try {
    await run(
      join(place.binaries, 'bin', 'initdb'),
      [
        `--pgdata=${half}`,
        '--username=signet',
        '--auth=scram-sha-256',
        `--pwfile=${passwordFile}`,
        // Named in full: what initdb guesses from an empty environment is SQL_ASCII, where Chinese can't be searched.
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
      ],
      { ...place.account, cwd: place.home, env: serverEnv() },
    )
    renameSync(half, place.data)
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim().split('\n').at(-1)
    throw new StartError(`The database could not be made in ${place.home}: ${said || String(error)}`)
  } finally {
    rmSync(passwordFile, { force: true })
  }
}
