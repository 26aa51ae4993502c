import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { pause } from '@/lib/clock'
import { databasePool } from '@/lib/db/client'
import { log } from '@/lib/log'
import { longestWaitMs, silenceMs } from './lease-times'

const firstPauseMs = 2
const longestPauseMs = 25

/**
 * Waits until each gateway that may answer from its memory has acknowledged all of these changes, or has lost its
 * lease. One that renews its lease but stays silent is fenced: its lease is not renewed any more.
 * @returns whether that is so; false after two lease times, or when the database can't be asked
 */
export async function awaitAcknowledged(changeIds: readonly string[]): Promise<boolean> {
  const over = new AbortController()
  // Also for a database that does not answer at all.
  const late = pause(longestWaitMs, over.signal).then(() => false)
  try {
    return await Promise.race([untilAcknowledged(changeIds, over.signal), late])
  } catch (error) {
    log.error({ error }, 'the gateways can not be asked about a change')
    return false
  } finally {
    over.abort()
  }
}

async function untilAcknowledged(changeIds: readonly string[], over: AbortSignal): Promise<boolean> {
  const began = performance.now()
  let fenced = false
  // Who comes later reads the database after these changes were committed.
  let silent = await silentHolders(changeIds, null)
  for (let next = firstPauseMs; silent.length > 0; next = Math.min(2 * next, longestPauseMs)) {
    await sleep(next)
    if (over.aborted) return false
    silent = await silentHolders(changeIds, silent)
    if (fenced || performance.now() - began < silenceMs || silent.length === 0) continue
    await fence(silent)
    fenced = true
  }
  return true
}

/** @param among null for all of them */
async function silentHolders(changeIds: readonly string[], among: string[] | null): Promise<string[]> {
  const { rows } = await databasePool().query<{ id: string }>({
    name: 'silent-gateways',
    text: `SELECT id FROM gateway_node node
      WHERE lease_until > clock_timestamp() AND ($2::uuid[] IS NULL OR id = ANY($2::uuid[])) AND EXISTS (
        SELECT FROM unnest($1::uuid[]) AS change (id)
        WHERE NOT EXISTS (
          SELECT FROM gateway_ack WHERE change_id = change.id AND node_id = node.id))`,
    values: [changeIds, among],
  })
  return rows.map(({ id }) => id)
}

async function fence(nodes: string[]): Promise<void> {
  log.warn({ nodes }, 'gateways that do not acknowledge a change lose their lease')
  await databasePool().query(
    'UPDATE gateway_node SET fenced_at = clock_timestamp() WHERE id = ANY($1::uuid[]) AND fenced_at IS NULL',
    [nodes],
  )
}
