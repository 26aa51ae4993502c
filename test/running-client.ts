import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

/** What the clients of `examples/` are set up with. */
export type ClientSettings = {
  SIGNET_URL: string
  SIGNET_CERT: string
  SIGNET_PASSWORD: string
  SIGNET_CA: string
  SIGNET_KEY: string
  SIGNET_KEY_FILE: string
  SIGNET_PATH?: string
}

export type RunningClient = {
  child: ChildProcess
  /** Everything it printed so far, both streams. */
  printed: () => string
  /** Its exit code. */
  ended: Promise<number | null>
}

/** Starts a client of `examples/`, which asks several times a second. */
export function runningClient([command = '', ...args]: string[], settings: ClientSettings): RunningClient {
  const child = spawn(command, args, {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      PYTHONDONTWRITEBYTECODE: '1',
      SIGNET_SECONDS: '0.3',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      printed += String(chunk)
    })
  return {
    child,
    printed: () => printed,
    ended: once(child, 'close').then(([code]) => code as number | null),
  }
}
