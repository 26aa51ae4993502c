import pg from 'pg'
import { onServer } from '@/test/on-server'

/** A place in a transaction: a statement that writes a row, or the commit after it. */
export type Place = {
  table: 'certificate' | 'revocation_list'
  writes: 'INSERT' | 'UPDATE'
  moment: 'statement' | 'commit'
  /** Only of these rows, as a condition on OLD and NEW. */
  when: string
}

export type Halt = {
  /** Resolves once a transaction waits here, to the server's processes that wait. */
  reached: () => Promise<number[]>
  /** Lets it go on, and whoever comes later. The server may be gone by then. */
  release: () => Promise<void>
}

const lock = 4_024_001

/**
 * Makes every transaction that comes to this place wait, so that a process can be ended at a known step: by a
 * trigger, which wants a lock that is held here. The product knows nothing of it.
 */
export async function haltAt(databaseUrl: string, place: Place): Promise<Halt> {
  const holder = new pg.Client({ connectionString: databaseUrl })
  // The server may be killed under it.
  holder.on('error', () => {})
  await holder.connect()
  await holder.query(`SELECT pg_advisory_lock(${lock})`)
  await holder.query(halting(place))
  return {
    reached: async () => {
      for (const end = Date.now() + 30_000; Date.now() < end; ) {
        const { rows } = await holder.query<{ pid: number }>(
          `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = ${lock} AND NOT granted`,
        )
        if (rows.length > 0) return rows.map(({ pid }) => pid)
        await holder.query('SELECT pg_sleep(0.02)')
      }
      throw new Error(`nothing came to ${JSON.stringify(place)}`)
    },
    release: async () => {
      await holder.end().catch(() => {})
    },
  }
}

/** Takes away what `haltAt` left behind. */
export async function removeHalt(databaseUrl: string, { table }: Place): Promise<void> {
  await onServer(databaseUrl, (client) => client.query(`DROP TRIGGER IF EXISTS halt ON ${table}`))
}

function halting({ table, writes, moment, when }: Place): string {
  const trigger = moment === 'commit' ? 'CONSTRAINT TRIGGER' : 'TRIGGER'
  const time = moment === 'commit' ? 'AFTER' : 'BEFORE'
  const deferred = moment === 'commit' ? 'DEFERRABLE INITIALLY DEFERRED' : ''
  return `
    CREATE OR REPLACE FUNCTION halt_here() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN PERFORM pg_advisory_xact_lock_shared(${lock}); RETURN NEW; END $$;
    CREATE ${trigger} halt ${time} ${writes} ON ${table} ${deferred} FOR EACH ROW WHEN (${when})
      EXECUTE FUNCTION halt_here()`
}
