import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { database } from '@/lib/db/client'

const processes: ChildProcess[] = []
const forget = () => database().$executeRaw`TRUNCATE job_note`

/** From now on, which processes do jobs: by the time that each was done twice, the one that fails too. */
async function workers(): Promise<number[]> {
  await forget()
  return vi.waitFor(
    async () => {
      const done = await database().$queryRaw<{ job: string; pids: number[] }[]>`
        SELECT job, array_agg(pid) AS pids FROM job_note GROUP BY job HAVING count(*) > 1 ORDER BY job`
      expect(done.map(({ job }) => job)).toEqual(['another', 'failing', 'one'])
      return [...new Set(done.flatMap(({ pids }) => pids))]
    },
    { timeout: 40_000, interval: 50 },
  )
}

/** The one process that does every job. What was under way when it changed may be noted before. @returns its pid */
async function onlyWorker(): Promise<number> {
  const pids = await vi.waitFor(async () => {
    const found = await workers()
    expect(found).toHaveLength(1)
    return found
  }, 40_000)
  return pids[0] ?? 0
}

async function connections(): Promise<number> {
  const [found] = await database().$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM pg_stat_activity
    WHERE application_name = 'signet-lead' AND datname = current_database()`
  return found?.count ?? 0
}

function start(): ChildProcess {
  const script = ['--conditions=react-server', '--import', 'tsx', 'test/job-process.ts']
  const child = spawn(process.execPath, script, { stdio: ['ignore', 'inherit', 'inherit'] })
  processes.push(child)
  return child
}

async function end(pid: number, signal: NodeJS.Signals): Promise<void> {
  const child = processes.find((one) => one.pid === pid)
  if (!child) throw new Error(`no such process: ${pid}`)
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}

beforeAll(async () => {
  await database().$executeRaw`CREATE TABLE job_note (job text NOT NULL, pid integer NOT NULL)`
})
beforeEach(async () => {
  await forget()
  start()
  start()
})
afterEach(async () => {
  const gone = processes.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)
  await Promise.all(gone.map((child) => end(child.pid ?? 0, 'SIGKILL')))
  processes.length = 0
})

test('of two processes one does every job; one that fails holds no other up', async () => {
  const worker = await onlyWorker()
  expect(await workers()).toEqual([worker])
})

test.each(['SIGKILL', 'SIGTERM'] as const)('another takes over when that one ends by %s', async (signal) => {
  const first = await onlyWorker()
  await end(first, signal)
  const second = await onlyWorker()
  expect(second).not.toBe(first)
  expect(processes.map(({ pid }) => pid)).toContain(second)
})

test('when its connection breaks, one of them goes on, and one only', async () => {
  await onlyWorker()
  // The other may only just be starting.
  await vi.waitFor(async () => expect(await connections()).toBe(2), 40_000)
  const [cut] = await database().$queryRaw<{ count: number }[]>`
    SELECT count(pg_terminate_backend(pid))::int AS count FROM pg_stat_activity
    WHERE application_name = 'signet-lead' AND datname = current_database()`
  expect(cut?.count).toBe(2)
  const worker = await onlyWorker()
  expect(await workers()).toEqual([worker])
})

test('a process that stands still does nothing, and does not begin again beside the next', async () => {
  const first = await onlyWorker()
  const child = processes.find(({ pid }) => pid === first)
  child?.kill('SIGSTOP')
  await database().$queryRaw`
    SELECT count(pg_terminate_backend(a.pid)) FROM pg_stat_activity a JOIN pg_locks l ON l.pid = a.pid
    WHERE l.locktype = 'advisory' AND l.granted AND a.application_name = 'signet-lead'
      AND a.datname = current_database()`
  const second = await onlyWorker()
  expect(second).not.toBe(first)
  child?.kill('SIGCONT')
  expect(await onlyWorker()).toBe(second)
  expect(await workers()).toEqual([second])
})
