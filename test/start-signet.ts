import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gatewayPorts } from './gateway-ports'

export type StartedSignet = {
  /** Everything it printed so far, both streams. */
  printed: () => string
  /** Whether it got ready; false when it ended instead. */
  ready: boolean
  process: ChildProcess
  /** Sends a signal to the command, as a terminal would, and waits for its end. */
  end: (signal?: NodeJS.Signals) => Promise<number | null>
}

/**
 * `npm start`'s command, or another, in an environment with nothing but these settings and free ports for the gateway,
 * until it is ready or has ended.
 */
export async function startSignet(
  settings: Record<string, string>,
  command: 'start' | 'dev' = 'start',
): Promise<StartedSignet> {
  const { PATH, HOME, NODE_ENV } = process.env
  const env = { PATH, HOME, NODE_ENV, LOG_LEVEL: 'silent', ...(await gatewayPorts()), ...settings }
  const child = spawn(process.execPath, ['scripts/run.mjs', command], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = once(child, 'exit').then(([code]) => code as number | null)
  let text = ''
  const ready = new Promise<boolean>((resolve) => {
    const read = (chunk: Buffer) => {
      text += chunk.toString('utf8')
      if (text.includes('Signet is ready')) resolve(true)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('close', () => resolve(false))
  })
  return {
    printed: () => text,
    ready: await ready,
    process: child,
    end: (signal = 'SIGTERM') => {
      child.kill(signal)
      return exited
    },
  }
}

/** A data folder of its own, which a database that runs as another user may pass through. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'signet-data-'))
  chmodSync(folder, 0o711)
  return folder
}
