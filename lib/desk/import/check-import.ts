import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { newId } from '@/lib/db/new-id'
import { checkRows } from './check-rows'
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
  const content = readCsv(bytes)
  const { good, problems } = await checkRows(content.rows)
  const { fresh, known } = await partKnown(good)
  const id = newId()
  await database().customerImport.create({
    data: {
      id,
      staffId: actor.staffId,
      fileName: plainFileName(fileName),
      rowsSealed: fresh.length > 0 ? sealRows(id, fresh) : null,
      total: fresh.length,
      known,
      bad: content.problems.length + content.rows.length - good.length,
      refused: {
        unknown: content.unknown,
        problems: [...content.problems, ...problems].sort((a, b) => a.line - b.line),
      },
      activateBy,
      createdAt: clock.now(),
    },
    select: { id: true },
  })
  return { id }
}

/** Without folders, and short enough for a list. */
function plainFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  return last.replace(/[\p{Cc}\p{Cf}]/gu, '').slice(-100)
}
