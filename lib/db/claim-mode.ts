import 'server-only'
import type { Client } from 'pg'
import { StartError } from '@/lib/start-error'

export type Mode = 'demo' | 'production'

/**
 * Makes sure that a database is used in one mode only, for ever: a demo's passwords are known to everybody.
 * A database without tables belongs to nobody yet, and is left so.
 * @throws StartError when it belongs to the other mode, or production finds a demo account in it
 */
export async function refuseOtherMode(client: Client, mode: Mode): Promise<void> {
  const { rows: tables } = await client.query(
    "SELECT to_regclass('deployment') AS deployment, to_regclass('customer') AS customer",
  )
  if (tables[0].deployment) {
    const { rows } = await client.query('SELECT mode FROM deployment')
    if (rows[0] && rows[0].mode !== mode)
      throw new StartError(
        `This database belongs to a ${rows[0].mode} installation and can't be used in ${mode} mode: give it a database of its own.`,
      )
  }
  if (mode === 'demo' || !tables[0].customer) return
  const { rowCount } = await client.query('SELECT 1 FROM customer WHERE is_demo LIMIT 1')
  if (rowCount)
    throw new StartError(
      'This database holds a demo account, whose password is known to everybody: production needs a database without.',
    )
}

/** Stamps a migrated database with its mode; the first one to do so decides. @throws StartError like `refuseOtherMode` */
export async function claimMode(client: Client, mode: Mode): Promise<void> {
  await client.query('INSERT INTO deployment (id, mode) VALUES (1, $1) ON CONFLICT DO NOTHING', [mode])
  await refuseOtherMode(client, mode)
}
