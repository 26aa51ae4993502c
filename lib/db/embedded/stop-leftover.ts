import 'server-only'
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { StartError } from '@/lib/start-error'

/**
 * Ends a server that still runs on this data directory after its supervisor was killed, and clears the lock
 * file of one that is gone: its number may belong to another process by now, which must not be signalled.
 */
export async function stopLeftover(data: string): Promise<void> {
  const lock = join(data, 'postmaster.pid')
  if (!existsSync(lock)) return
  const pid = Number(readFileSync(lock, 'utf8').split('\n')[0])
  if (Number.isInteger(pid) && pid > 1 && isServerOf(pid, data)) {
    for (const [signal, seconds] of [
      ['SIGINT', 10],
      ['SIGQUIT', 5],
    ] as const) {
      process.kill(pid, signal)
      if (await gone(pid, data, seconds)) break
    }
    if (isServerOf(pid, data))
      throw new StartError(`The database server ${pid} on ${data} does not stop: end it and start again.`)
  }
  rmSync(lock, { force: true })
}

async function gone(pid: number, data: string, seconds: number): Promise<boolean> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    if (!isServerOf(pid, data)) return true
    await pause(50)
  }
  return false
}

function isServerOf(pid: number, data: string): boolean {
  const command = commandOf(pid)
  return command.includes('postgres') && command.includes(data)
}

function commandOf(pid: number): string {
  try {
    if (existsSync('/proc/self/cmdline'))
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  } catch {
    return ''
  }
}
