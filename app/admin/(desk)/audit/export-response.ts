import { Readable } from 'node:stream'
import { clock } from '@/lib/clock'
import { type ExportFormat, exportAudit } from '@/lib/desk/audit/export-audit'
import { readExportQuery } from '@/lib/desk/audit/read-audit-query'
import { dayOf } from '@/lib/keys/date-window'
import { routes } from '@/lib/routes'
import { requireStaff } from '@/lib/server/current-staff'
import { auditHref } from './audit-href'
import { notUnderstood } from './not-understood'

const types: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8; header=present',
  jsonl: 'application/jsonl; charset=utf-8',
}

/** The record as a file: handed out as it is read, however long it is. */
export async function exportResponse(request: Request, format: ExportFormat): Promise<Response> {
  const { query, wrong } = readExportQuery(asObject(new URL(request.url).searchParams))
  const actor = await requireStaff('audit:read', auditHref(routes.deskAudit(), query ?? {}))
  if (!query)
    return new Response(`${await notUnderstood(wrong)}\n`, {
      status: 400,
      headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
    })
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

/** A filter that is there twice is a list, which no filter is. */
function asObject(params: URLSearchParams): Record<string, string | string[]> {
  return Object.fromEntries(
    [...params.keys()].map((name) => {
      const [value = '', ...further] = params.getAll(name)
      return [name, further.length > 0 ? [value, ...further] : value]
    }),
  )
}
