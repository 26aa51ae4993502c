import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { unusedPort } from '@/campaigns/support/launch-portal'

export type TestRedis = { url: string; port: number; stop: () => Promise<void> }

/** A Redis of Debian's on a port of its own, which keeps nothing on disk. */
export async function startRedis(port?: number): Promise<TestRedis> {
  const own = port ?? (await unusedPort())
  const settings = ['--port', String(own), '--save', '', '--appendonly', 'no', '--bind', '127.0.0.1']
  const child = spawn('redis-server', settings, { stdio: 'ignore', cwd: tmpdir() })
  const exited = once(child, 'exit')
  while (!(await answers(own))) {
    if (child.exitCode !== null) throw new Error('redis-server ended')
    await sleep(20)
  }
  return {
    url: `redis://127.0.0.1:${own}`,
    port: own,
    stop: async () => {
      child.kill('SIGKILL')
      await exited
    },
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1')
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}
