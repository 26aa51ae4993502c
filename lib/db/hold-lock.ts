import 'server-only'
import pg from 'pg'
import { env } from '@/lib/env'

/** A computer that falls silent loses its locks within a minute (TCP keepalive; the default is two hours). */
const options = '-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3'

/**
 * Runs `work`, which may take minutes, while this process alone holds the lock; does nothing while another holds it.
 * The lock belongs to a connection of its own: it ends with the process, however that ends. Should only the
 * connection break, another may begin beside `work`, which must bear it.
 * @param lock any number that nothing else in this database locks by
 */
export async function holdLock(lock: bigint, work: () => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: env().DATABASE_URL, keepAlive: true, options })
  // Without a listener, a connection that breaks would end the process.
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS ours', [lock.toString()])
    if (rows[0]?.ours) await work()
  } finally {
    await client.end()
  }
}
