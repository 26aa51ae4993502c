import type pg from 'pg'
import type { SealedContent } from '@/lib/audit/canonical-event'
import type { Head } from '@/lib/audit/head-file'
import { sealerLock } from '@/lib/audit/seal-events'
import { digestOfEvents, originMac, sealMac } from '@/lib/audit/seal-mac'
import { type Cell, copyRows } from './copy-rows'

/** As many as the sealer takes. */
const eventsOfLink = 500

const eventColumns =
  'id, at, action, actor_kind, actor_id, customer_id, object_kind, object_id, detail, request_id, address, user_agent, seal_id, seal_position'
const sealColumns = 'id, events, digest, previous_mac, mac, at'

/**
 * Writes events together with the links that cover them: the same chain as if the sealer had come by, without
 * writing every event twice. The sealer has to wait for the end of the transaction.
 * @returns the new head, to be appended to the head file after the commit; null when there was nothing to write
 */
export async function writeSealedEvents(
  client: pg.ClientBase,
  events: SealedContent[],
  at: Date,
): Promise<Head | null> {
  events.sort((a, b) => (a.id < b.id ? -1 : 1))
  await client.query('SELECT pg_advisory_xact_lock($1)', [sealerLock])
  const { rows } = await client.query<{ id: string; mac: Buffer }>(
    'SELECT id, mac FROM audit_seal ORDER BY id DESC LIMIT 1',
  )
  let last = { id: BigInt(rows[0]?.id ?? 0), mac: rows[0]?.mac ?? originMac }
  const links: Cell[][] = []
  const sealed: Cell[][] = []
  for (let from = 0; from < events.length; from += eventsOfLink) {
    const some = events.slice(from, from + eventsOfLink)
    const link = {
      id: last.id + 1n,
      events: some.length,
      digest: digestOfEvents(some),
      previousMac: last.mac,
      at,
    }
    const mac = sealMac(link)
    links.push([link.id, link.events, link.digest, link.previousMac, mac, at])
    for (const [place, event] of some.entries()) sealed.push([...cellsOf(event), link.id, place])
    last = { id: link.id, mac }
  }
  await copyRows(client, { table: 'audit_seal', columns: sealColumns, rows: links })
  await copyRows(client, { table: 'audit_event', columns: eventColumns, rows: sealed })
  return links.length > 0 ? { id: String(last.id), mac: last.mac.toString('hex') } : null
}

function cellsOf(event: SealedContent): Cell[] {
  const { id, at, action, actorKind, actorId, customerId, objectKind, objectId, detail } = event
  const { requestId, address, userAgent } = event
  const head = [id, at, action, actorKind, actorId, customerId, objectKind, objectId]
  return [...head, JSON.stringify(detail), requestId, address, userAgent]
}
