import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { gatewayPorts } from './gateway-ports'

export type LaunchedGateway = {
  /** Bases of its addresses. */
  pki: string
  tls: string
  internal: string
  pid: number
  /** Everything it printed so far, both streams. */
  printed: () => string
  /** Asks it to end; resolves to its exit code. */
  stop: () => Promise<number | null>
}

/**
 * Starts the gateway's process on free ports with the settings in `process.env`.
 * @throws Error with what it printed when it ends before it listens
 */
export async function launchGateway(settings: Record<string, string> = {}): Promise<LaunchedGateway> {
  const ports = await gatewayPorts()
  const child = spawn(
    process.execPath,
    ['--conditions=react-server', '--import', 'tsx', 'gateway/server.ts'],
    {
      env: { ...process.env, NODE_ENV: 'production', NODE_OPTIONS: '', ...ports, ...settings },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  )
  let printed = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      printed += chunk.toString('utf8')
    })
  const closed = once(child, 'close').then(([code]) => code as number | null)
  const first = await Promise.race([once(child, 'message'), closed.then(() => null)])
  if (!first || child.pid === undefined) throw new Error(printed)
  return {
    pki: `http://localhost:${ports.PKI_PORT}`,
    tls: `https://localhost:${ports.GATEWAY_PORT}`,
    internal: `http://127.0.0.1:${ports.GATEWAY_INTERNAL_PORT}`,
    pid: child.pid,
    printed: () => printed,
    stop: () => {
      child.kill('SIGTERM')
      return closed
    },
  }
}
