import 'server-only'
import { setImmediate } from 'node:timers/promises'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { clock } from '@/lib/clock'
import { newId } from '@/lib/db/new-id'
import { sqlTransaction } from '@/lib/db/sql-transaction'
import { checkRows } from './check-rows'
import { jsonOf } from './in-slices'
import { partKnown } from './part-known'
import { readCsv } from './read-csv'
import { sealRows } from './sealed-rows'

export type CheckImportInput = {
  fileName: string
  bytes: Uint8Array
  /** How each new customer will be sent a link to choose a password; null for not at all. */
  activateBy: 'email' | 'sms' | null
}

/**
 * Looks a file of customers through and keeps what can be imported, sealed, for somebody to start. Creates nobody.
 * @throws AppError what `readCsv` refuses
 */
export async function checkImport(
  actor: Actor,
  { fileName, bytes, activateBy }: CheckImportInput,
): Promise<{ id: string }> {
  authorize(actor, 'customer:import')
  const content = await readCsv(bytes)
  const { good, problems } = await checkRows(content.rows)
  const { fresh, known } = await partKnown(good)
  const id = newId()
  const sealed = fresh.length > 0 ? await sealRows(id, fresh) : null
  const bad = content.problems.length + content.rows.length - good.length
  const said = await jsonOf([...content.problems, ...problems].sort((a, b) => a.line - b.line))
  await setImmediate()
  // The model client would hold everybody up while it turns some megabytes into a plan.
  await sqlTransaction(
    (tx) => tx.$executeRaw`
      INSERT INTO customer_import
        (id, staff_id, file_name, rows_sealed, total, known, bad, refused, activate_by, created_at)
      VALUES (${id}::uuid, ${actor.staffId}::uuid, ${plainFileName(fileName)}, ${sealed}, ${fresh.length}, ${known},
        ${bad}, jsonb_build_object('unknown', ${JSON.stringify(content.unknown)}::jsonb, 'problems', ${said}::jsonb),
        ${activateBy}::channel, ${clock.now()})`,
  )
  return { id }
}

/** Without folders, and short enough for a list. */
function plainFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  return last.replace(/[\p{Cc}\p{Cf}]/gu, '').slice(-100)
}
