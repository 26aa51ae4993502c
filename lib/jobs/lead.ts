import 'server-only'
import pg from 'pg'
import { pause } from '@/lib/clock'
import { env } from '@/lib/env'
import { log } from '@/lib/log'

/** How often a process asks for the lock, or looks whether it still has it; and when an answer is too late. */
const askEveryMs = 1_000
const answerWithinMs = 5_000

/**
 * A computer that falls silent loses the lock after half a minute (TCP keepalive; the default is two hours): long
 * after the process on it has noticed by itself that no answer comes, and has stopped.
 */
const options = '-c tcp_keepalives_idle=15 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3'

/**
 * Makes this process one of those of which exactly one leads, and has the one that leads do `term`. When that one
 * ends, however it does, or its connection breaks, another leads within seconds. Goes on until `ending`.
 * The lock is asked for again and again: a statement that waits for it would keep the database from tidying up.
 * @param lock any number that nothing else in this database locks by
 * @param term begins what only one may do; on `over` it stops, and settles once nothing of it runs any more
 */
export async function lead(
  lock: bigint,
  term: (over: AbortSignal) => Promise<unknown>,
  ending: AbortSignal,
): Promise<void> {
  while (!ending.aborted) {
    try {
      await holdConnection(lock, term, ending)
    } catch (error) {
      log.warn({ error }, 'no connection to lead by')
    }
    await pause(askEveryMs, ending)
  }
}

async function holdConnection(
  lock: bigint,
  term: (over: AbortSignal) => Promise<unknown>,
  ending: AbortSignal,
): Promise<void> {
  const client = new pg.Client({
    connectionString: env().DATABASE_URL,
    application_name: 'signet-lead',
    keepAlive: true,
    connectionTimeoutMillis: answerWithinMs,
    query_timeout: answerWithinMs,
    options,
  })
  const over = new AbortController()
  // Also keeps a connection that breaks from ending the process.
  client.on('error', () => over.abort())
  client.on('end', () => over.abort())
  ending.addEventListener('abort', () => over.abort(), { signal: over.signal })
  let work: Promise<unknown> | null = null
  try {
    await client.connect()
    while (!over.signal.aborted) {
      if (work) await client.query('SELECT 1')
      else if (await takes(client, lock)) {
        log.debug('this process leads')
        work = term(over.signal)
      }
      await pause(askEveryMs, over.signal)
    }
  } finally {
    over.abort()
    // What still runs ends while the lock is held, if it is.
    await work
    await Promise.race([client.end(), pause(answerWithinMs, new AbortController().signal)])
  }
}

async function takes(client: pg.Client, lock: bigint): Promise<boolean> {
  const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS ours', [lock.toString()])
  return rows[0]?.ours === true
}
