import { readFileSync } from 'node:fs'
import { database } from '@/lib/db/client'

/**
 * The processor time that this process and the database's processes that serve it have used since they began, in
 * milliseconds. Not the time on the clock: that of a busy machine tells about the machine.
 */
export async function spentTime(): Promise<number> {
  const servers = await database().$queryRaw<{ pid: number }[]>`
    SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'`
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000 + servers.reduce((sum, { pid }) => sum + onProcessor(pid), 0)
}

/** proc_pid_schedstat: the first number is the time on a processor, in nanoseconds; a server process is one thread. */
function onProcessor(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6
}
