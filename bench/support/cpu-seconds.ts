import { readFileSync } from 'node:fs'

/** Kernel ticks a second in /proc; 100 on every Linux that Node runs on. */
const ticksPerSecond = 100

/**
 * The processor time, user and system, that a process has used since it began, all its threads together.
 * @throws Error when the process is gone, or /proc does not exist (it is Linux's)
 */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // proc(5): the name in parentheses may hold anything; after it, state is field 3, utime and stime 14 and 15.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
}
