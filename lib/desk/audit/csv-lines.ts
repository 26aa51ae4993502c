import type { AuditDetail } from '@/lib/audit/record-event'
import { csvText } from '../csv-text'
import { customerOf } from './customer-of'
import type { AuditRow } from './find-events'
import type { Names } from './names-in'

type Column = (row: AuditRow, names: Names, detail: AuditDetail) => unknown

const columns: Record<string, Column> = {
  id: ({ id }) => id,
  at: ({ at }) => at.toISOString(),
  action: ({ action }) => action,
  actor_kind: ({ actorKind }) => actorKind,
  /** A member of staff by e-mail address, a customer by account ID. */
  actor: ({ actorId }, { staff, customers }) =>
    actorId && (staff.get(actorId)?.email ?? customers.get(actorId)?.accountId),
  actor_id: ({ actorId }) => actorId,
  role: (_, __, { role }) => role,
  customer: (row, { customers }) => customers.get(customerOf(row) ?? '')?.accountId,
  customer_id: customerOf,
  object_kind: ({ objectKind }) => objectKind,
  object_id: ({ objectId }) => objectId,
  reason: (_, __, { staffReason }) => staffReason,
  ticket: (_, __, { ticket }) => ticket,
  detail: (_, __, detail) => jsonCell(detail),
  address: ({ address }) => address,
  user_agent: ({ userAgent }) => userAgent,
  request_id: ({ requestId }) => requestId,
  seal_id: ({ sealId }) => sealId?.toString(),
  seal_position: ({ sealPosition }) => sealPosition,
}

/** Events as CSV. The first lines begin with the columns' names. */
export function csvLines(rows: AuditRow[], names: Names, first: boolean): string {
  const cells = rows.map((row) =>
    Object.values(columns).map((cell) => cell(row, names, row.detail as AuditDetail)),
  )
  return csvText(first ? [Object.keys(columns), ...cells] : cells, { bom: first })
}

/**
 * Signs that could begin a formula behind a separator are written as JSON's own escapes: they read back as they were.
 * In what is on record they stand within quotes only, never in a number of a list.
 */
function jsonCell(detail: AuditDetail): string {
  return JSON.stringify(detail).replace(
    /([;,]["\s]*)([=+\-@＝＋－＠﹦﹢﹣﹫])/g,
    (_, before: string, sign: string) => `${before}\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
