import { Readable } from 'node:stream'
import { clock } from '@/lib/clock'
import { type ExportFormat, exportAudit } from '@/lib/desk/audit/export-audit'
import { auditQuerySchema } from '@/lib/desk/audit/schema'
import { dayOf } from '@/lib/keys/date-window'
import { routes } from '@/lib/routes'
import { requireStaff } from '@/lib/server/current-staff'
import { auditHref } from './audit-href'

const types: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8; header=present',
  jsonl: 'application/jsonl; charset=utf-8',
}

/** The record as a file: handed out as it is read, however long it is. */
export async function exportResponse(request: Request, format: ExportFormat): Promise<Response> {
  const query = auditQuerySchema.parse(Object.fromEntries(new URL(request.url).searchParams))
  const actor = await requireStaff('audit:read', auditHref(routes.deskAudit(), query))
  const pieces = await exportAudit(actor, query, format)
  const body = Readable.from(pieces, { objectMode: true, highWaterMark: 1 })
  const name = `signet-audit-${dayOf(clock.now(), 'UTC')}.${format}`
  return new Response(Readable.toWeb(body) as ReadableStream, {
    headers: {
      'Content-Type': types[format],
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'no-store',
    },
  })
}
