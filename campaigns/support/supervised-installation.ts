import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  createWriteStream,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runningUrl } from '@/lib/db/embedded/running-url'
import { gatewayPorts } from '@/test/gateway-ports'
import { unusedPort } from './launch-portal'

export type Part = 'portal' | 'postgres'

export type SupervisedInstallation = {
  /** Where the portal listens. */
  url: string
  /** URL of the database, which may come back elsewhere after a kill. */
  databaseUrl: () => string
  /** Ends a part the hard way. @throws Error when the supervisor has none running */
  kill: (part: Part) => void
  /** What it has printed. */
  said: () => string
  close: () => Promise<void>
}

/**
 * Starts Signet as a person would, on a data folder of its own that is gone afterwards, and takes its settings
 * over into `process.env`. Nothing may have read the settings of this process before. What it prints is also kept in
 * its data folder, in portal.log.
 * @param settings further ones, such as TRUSTED_PROXY_HOPS
 * @throws Error with what it printed when it does not get ready
 */
export async function superviseInstallation(
  settings: Record<string, string> = {},
): Promise<SupervisedInstallation> {
  const folder = mkdtempSync(join(tmpdir(), 'signet-supervised-'))
  // The database may run as another user, who must get through to its own folder.
  chmodSync(folder, 0o711)
  const port = await unusedPort()
  const gateway = await gatewayPorts()
  const { PATH, HOME, TMPDIR, NODE_ENV } = process.env
  const supervisor = spawn(
    process.execPath,
    ['--conditions=react-server', '--import', 'tsx', 'scripts/start.ts'],
    {
      env: {
        PATH,
        HOME,
        TMPDIR,
        NODE_ENV,
        PORT: String(port),
        SIGNET_DATA_DIR: folder,
        LOG_LEVEL: 'silent',
        ...gateway,
        ...settings,
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  )
  const exited = once(supervisor, 'exit')
  const log = createWriteStream(join(folder, 'portal.log'))
  for (const output of [supervisor.stdout, supervisor.stderr]) output?.pipe(log, { end: false })
  const said = await readiness(supervisor)
  const { POSTGRES_PASSWORD, ...secrets } = JSON.parse(
    readFileSync(join(folder, 'secrets.json'), 'utf8'),
  ) as Record<string, string>
  const databaseUrl = () => runningUrl(folder, POSTGRES_PASSWORD ?? '')
  Object.assign(process.env, secrets, gateway, settings, {
    PKI_URL: `http://localhost:${gateway.PKI_PORT}`,
    SIGNET_MODE: 'demo',
    SIGNET_ORIGIN: `http://localhost:${port}`,
    SIGNET_DATA_DIR: folder,
    DATABASE_URL: databaseUrl(),
    LOG_LEVEL: 'silent',
  })
  return {
    url: `http://127.0.0.1:${port}`,
    databaseUrl,
    kill: (part) => process.kill(childOf(supervisor.pid ?? 0, part), 'SIGKILL'),
    said,
    close: async () => {
      supervisor.kill('SIGTERM')
      await exited
      log.end()
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 })
    },
  }
}

/** Resolves when it is ready, to what tells what it has printed. */
async function readiness(supervisor: ChildProcess): Promise<() => string> {
  let printed = ''
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      printed += chunk.toString('utf8')
      if (printed.includes('Signet is ready')) resolve()
    }
    supervisor.stdout?.on('data', read)
    supervisor.stderr?.on('data', read)
    supervisor.once('exit', () => reject(new Error(`Signet did not start:\n${printed}`)))
  })
  return () => printed
}

/** The supervisor's child that is this part, found by what it runs. */
function childOf(supervisor: number, part: Part): number {
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      // proc(5): the parent is the second field after the name in parentheses.
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
      if (parent !== supervisor) continue
      const isPostgres = /\/postgres$/.test(readlinkSync(`/proc/${name}/exe`))
      const isPortal = readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('portal/server.ts')
      if (part === 'postgres' ? isPostgres : isPortal) return Number(name)
    } catch {
      // It ended while it was looked at.
    }
  }
  throw new Error(`the supervisor has no ${part} running`)
}
