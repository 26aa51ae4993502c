import 'server-only'
import type { Actor, StaffActor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { type AuditDetail, recordEvent } from '@/lib/audit/record-event'
import { database } from '@/lib/db/client'
import { newId } from '@/lib/db/new-id'
import { csvLines } from './csv-lines'
import { findEvents } from './find-events'
import { jsonLines } from './json-lines'
import { namesIn } from './names-in'
import type { AuditQuery } from './schema'

export type ExportFormat = 'csv' | 'jsonl'

const batch = 500

/**
 * Everything on record that the query asks for, newest first, as text in pieces: what is not read on is not read
 * from the database either. It goes on record twice: before anything is handed out, and how much it was when it ended.
 */
export async function exportAudit(
  actor: Actor,
  query: AuditQuery,
  format: ExportFormat,
): Promise<AsyncGenerator<string>> {
  authorize(actor, 'audit:read')
  // Without what is recorded from here on: an export could run behind its own end.
  const before = newId()
  const detail = { format, ...query }
  await recordEvent(database(), actor, { action: 'audit.export_begun', detail })
  return pieces(actor, { query, format, before, detail })
}

type Export = { query: AuditQuery; format: ExportFormat; before: string; detail: AuditDetail }

async function* pieces(actor: StaffActor, { query, format, before, detail }: Export): AsyncGenerator<string> {
  let cursor = before
  let count = 0
  let complete = false
  try {
    while (!complete) {
      const rows = await findEvents(query, { before: cursor, take: batch })
      const first = cursor === before
      complete = rows.length < batch
      cursor = rows.at(-1)?.id ?? cursor
      count += rows.length
      yield format === 'csv' ? csvLines(rows, await namesIn(rows), first) : jsonLines(rows)
    }
  } finally {
    // Reached by an error and by a reader who goes away, too.
    await recordEvent(database(), actor, {
      action: 'audit.exported',
      detail: { ...detail, count, complete },
    })
  }
}
