import type { AuditRow } from './find-events'

/** Events as JSON Lines: everything that the chain's seal covers, and which seal that is. */
export function jsonLines(rows: AuditRow[]): string {
  return rows.map((row) => `${JSON.stringify({ ...row, sealId: row.sealId?.toString() ?? null })}\n`).join('')
}
