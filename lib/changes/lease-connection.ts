import 'server-only'
import pg from 'pg'
import { z } from 'zod'
import { pause } from '@/lib/clock'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { type Change, changeChannel, changeKinds } from './change'
import { leaseTtlMs } from './lease-times'

/** Longer, and the lease has run out anyway. */
const answerWithinMs = leaseTtlMs
/** Further back than a transaction lasts: whoever waits for a change may have announced it long before it committed. */
const waitedForSeconds = 30

const changeSchema = z.object({
  id: z.uuid(),
  kind: z.enum(changeKinds),
  objectId: z.uuid(),
  customerId: z.uuid().nullable(),
})

export type LeaseConnection = {
  /**
   * Takes a lease. Who takes one remembers nothing yet, so everything that was committed until then counts as heard;
   * that commits together with the lease, and what is not seen here is heard on this connection.
   * @param previous the holder that this one was before
   */
  register: (id: string, previous: string | null) => Promise<void>
  /** @returns false when it was fenced, has run out, or is not known any more: then it is no lease */
  renew: (id: string) => Promise<boolean>
  acknowledge: (id: string, changeIds: string[]) => Promise<void>
  giveUp: (id: string) => Promise<void>
  close: () => Promise<void>
}

/**
 * Opens the one connection over which a gateway hears of changes and renews its lease, so that whoever can't hear
 * can't renew either. It listens when this returns, before there is a lease.
 * @param events.hear gets each change; null for what could not be read, which may have been anything
 * @param events.lost when the connection broke, or was closed
 * @throws Error when there is no connection within a second or two
 */
export async function openLeaseConnection(events: {
  hear: (change: Change | null) => void
  lost: () => void
}): Promise<LeaseConnection> {
  const client = new pg.Client({
    connectionString: env().DATABASE_URL,
    application_name: 'signet-lease',
    keepAlive: true,
    connectionTimeoutMillis: answerWithinMs,
    query_timeout: answerWithinMs,
    // Else a server that lost a gateway without a word would keep what it has to tell it for two hours.
    options: '-c tcp_keepalives_idle=15 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3',
  })
  // Also keeps a connection that breaks from ending the process.
  client.on('error', events.lost)
  client.on('end', events.lost)
  client.on('notification', ({ payload }) => events.hear(readChange(payload)))
  const close = async () => {
    await Promise.race([client.end(), pause(answerWithinMs, new AbortController().signal)])
  }
  try {
    await client.connect()
    await client.query(`LISTEN ${changeChannel}`)
  } catch (error) {
    await close()
    throw error
  }
  return { ...statements(client), close }
}

function statements(client: pg.Client): Omit<LeaseConnection, 'close'> {
  const ask = async (name: string, text: string, values: unknown[]) =>
    (await client.query({ name, text, values })).rowCount
  return {
    register: async (id, previous) => {
      await ask(
        'register',
        `WITH gone AS (DELETE FROM gateway_node WHERE id = $2::uuid), node AS (
          INSERT INTO gateway_node (id, started_at, lease_until)
          VALUES ($1::uuid, clock_timestamp(), clock_timestamp() + make_interval(secs => $3)))
        INSERT INTO gateway_ack (change_id, node_id) SELECT id, $1::uuid FROM gateway_change
        WHERE at > clock_timestamp() - make_interval(secs => $4)`,
        [id, previous, leaseTtlMs / 1000, waitedForSeconds],
      )
    },
    renew: async (id) =>
      1 ===
      (await ask(
        'renew',
        `UPDATE gateway_node SET lease_until = clock_timestamp() + make_interval(secs => $2)
        WHERE id = $1::uuid AND fenced_at IS NULL AND lease_until > clock_timestamp()`,
        [id, leaseTtlMs / 1000],
      )),
    acknowledge: async (id, changeIds) => {
      await ask(
        'acknowledge',
        `INSERT INTO gateway_ack (change_id, node_id) SELECT id, $1::uuid FROM gateway_change WHERE id = ANY($2::uuid[])
        ON CONFLICT DO NOTHING`,
        [id, changeIds],
      )
    },
    giveUp: async (id) => {
      await ask('give-up', 'DELETE FROM gateway_node WHERE id = $1', [id])
    },
  }
}

/** Anybody who may connect to the database may write to the channel. */
function readChange(payload: string | undefined): Change | null {
  try {
    return changeSchema.parse(JSON.parse(payload ?? ''))
  } catch (error) {
    log.warn({ error }, 'a change that can not be read')
    return null
  }
}
