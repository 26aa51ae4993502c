import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'

export type LaunchedPortal = {
  pid: number
  /** Where this process listens; the origin that customers see is `SIGNET_ORIGIN`. */
  url: string
  stop: () => Promise<void>
}

/**
 * Starts one portal process of the production build on loopback, with the settings in `process.env`.
 * @param options.port where it listens; a free port when left out
 * @param options.folder the application that is served; the product when left out
 * @param options.nodeArguments further arguments for Node, such as a profiler's
 * @throws Error when it ends before it listens
 */
export async function launchPortal(
  options: { port?: number; folder?: string; nodeArguments?: string[] } = {},
): Promise<LaunchedPortal> {
  const { port = await unusedPort(), folder = '.', nodeArguments = [] } = options
  const child = spawn(
    process.execPath,
    [...nodeArguments, '--import', 'tsx', join(process.cwd(), 'portal/server.ts')],
    {
      cwd: folder,
      env: {
        ...process.env,
        NODE_ENV: 'production',
        NEXT_TELEMETRY_DISABLED: '1',
        PORT: String(port),
        HOST: '127.0.0.1',
        AUTH_URL: process.env.SIGNET_ORIGIN,
      },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    },
  )
  const exited = once(child, 'exit')
  const first = await Promise.race([once(child, 'message'), exited.then(() => null)])
  if (!first || child.pid === undefined) throw new Error('the portal ended before it listened')
  return {
    pid: child.pid,
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      child.kill('SIGTERM')
      await exited
    },
  }
}

const given = new Set<number>()

/** A port that nothing listens on at this moment, and that this process was not given before: two would be for one. */
export async function unusedPort(): Promise<number> {
  for (;;) {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    server.close()
    await once(server, 'close')
    if (address === null || typeof address === 'string') throw new Error('no port')
    if (given.has(address.port)) continue
    given.add(address.port)
    return address.port
  }
}
