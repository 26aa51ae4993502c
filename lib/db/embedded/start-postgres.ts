import 'server-only'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, openSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { StartError } from '@/lib/start-error'
import { createCluster } from './create-cluster'
import { freePort } from './free-port'
import { type Place, placeOf } from './place'
import { embeddedUrl, portFile } from './running-url'
import { serverEnv } from './server-env'
import { stopLeftover } from './stop-leftover'

export type EmbeddedOptions = {
  /** The deployment's data folder; the cluster lives below it, or elsewhere when root may not lend it. */
  folder: string
  password: string
  /** Told, in sentences, what a person should know. */
  say: (line: string) => void
  /** Settings beyond the usual ones, such as `fsync=off` for tests. */
  settings?: string[]
}

export type EmbeddedServer = {
  /** URL of the database `signet`. */
  url: string
  pid: number
  /** Resolves when the server has ended, wanted or not. */
  exited: Promise<void>
  /** Ends open connections and stops the server. */
  stop: () => Promise<void>
}

const logLimitBytes = 5_000_000
const readySeconds = 60

/**
 * Starts PostgreSQL from npm's binaries on a free loopback port, making the cluster and the database first.
 * A server that outlived its supervisor is stopped, a crash is recovered from.
 * @throws StartError in one sentence
 */
export async function startPostgres(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const place = placeOf(options.folder, options.say)
  await createCluster(place, options.password, options.say)
  await stopLeftover(place.data)
  // A server killed the hard way leaves its workers behind for a moment, and they keep the memory: try again.
  for (let left = 20; ; left--) {
    const port = await freePort(portFile(options.folder))
    const maintenance = embeddedUrl(options.password, port, 'postgres')
    const log = join(options.folder, 'postgres.log')
    const child = launch(place, port, log, options.settings ?? [])
    const exited = once(child, 'exit').then(() => {})
    if (await isReady(maintenance, child)) {
      await ensureDatabase(maintenance)
      const stop = async () => {
        child.kill('SIGINT')
        const hurry = setTimeout(() => child.kill('SIGQUIT'), 8_000)
        await exited
        clearTimeout(hurry)
      }
      return { url: embeddedUrl(options.password, port), pid: child.pid ?? 0, exited, stop }
    }
    if (left === 0) throw new StartError(`The built-in PostgreSQL does not start; it says why in ${log}.`)
    await pause(500)
  }
}

function launch(place: Place, port: number, log: string, extra: string[]): ChildProcess {
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    // No socket files: their folder would have to be chosen, and the path is limited to 107 bytes.
    'unix_socket_directories=',
    'max_connections=200',
    'timezone=UTC',
    'log_timezone=UTC',
    ...extra,
  ]
  const size = existsSync(log) ? statSync(log).size : 0
  const output = openSync(log, size > logLimitBytes ? 'w' : 'a', 0o600)
  return spawn(
    join(place.binaries, 'bin', 'postgres'),
    ['-D', place.data, ...settings.flatMap((setting) => ['-c', setting])],
    {
      ...place.account,
      // A group of its own: Ctrl-C reaches the supervisor, which stops the portal first.
      detached: true,
      cwd: place.data,
      env: serverEnv(),
      stdio: ['ignore', output, output],
    },
  )
}

async function isReady(url: string, child: ChildProcess): Promise<boolean> {
  for (const end = Date.now() + readySeconds * 1000; Date.now() < end; await pause(25)) {
    if (child.exitCode !== null || child.signalCode !== null) return false
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
    client.on('error', () => {})
    try {
      await client.connect()
      await client.end()
      return true
    } catch (error) {
      if ((error as { code?: string }).code === '28P01')
        throw new StartError(
          'The database does not take the password in secrets.json: the two belong to different installations.',
        )
    }
  }
  child.kill('SIGQUIT')
  return false
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = 'signet'")
  if (!rowCount) await client.query('CREATE DATABASE signet')
  await client.end()
}
