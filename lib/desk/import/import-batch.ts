import 'server-only'
import type { StaffActor } from '@/lib/access/actor'
import { roleMay, type StaffRole } from '@/lib/access/staff-roles'
import { recordEvent } from '@/lib/audit/record-event'
import { clock } from '@/lib/clock'
import type { Tx } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { AppError } from '@/lib/errors'
import { createCustomer } from '@/lib/identity/create-customer'
import type { CustomerFields } from '@/lib/identity/customer-fields'
import { sendActivation } from '@/lib/identity/send-activation'
import { haltImport } from './halt-import'
import { importLimits } from './limits'

type Place = {
  position: number
  activateBy: 'email' | 'sms' | null
  staffId: string
  role: StaffRole
  disabledAt: Date | null
}

/**
 * Creates the next customers of a running import and moves its position past them, in one transaction: a process
 * that is killed leaves both or neither. Where who started it may not import any more, nobody is created: it pauses.
 * @returns whether there is more to do
 */
export function importBatch(id: string, rows: readonly CustomerFields[]): Promise<boolean> {
  return transaction(async (tx) => {
    const place = await takePlace(tx, id)
    if (!place) return false
    if (place.disabledAt || !roleMay(place.role, 'customer:import')) {
      await haltImport(tx, id, 'paused')
      return false
    }
    const actor = starterOf(id, place)
    const batch = rows.slice(place.position, place.position + importLimits.batchRows)
    let created = 0
    for (const fields of batch) if (await create(tx, actor, fields, place)) created++
    const position = place.position + batch.length
    const isOver = position >= rows.length
    const { total, ...counts } = await tx.customerImport.update({
      where: { id },
      data: {
        position,
        created: { increment: created },
        known: { increment: batch.length - created },
        tries: 0,
        retryAt: null,
        ...(isOver ? { status: 'done' as const, finishedAt: clock.now(), rowsSealed: null } : {}),
      },
      select: { total: true, created: true, known: true, bad: true },
    })
    if (!isOver) return true
    const object = { kind: 'import', id } as const
    const detail = { stage: 'finished', total, ...counts }
    await recordEvent(tx, actor, { action: 'customers.imported', object, detail })
    return false
  })
}

/**
 * Where it stands, and who said go as they are now. Whoever else comes meanwhile waits here, and goes on behind these
 * rows; who changes that person's account waits for these rows.
 */
async function takePlace(tx: Tx, id: string): Promise<Place | undefined> {
  const [place] = await tx.$queryRaw<Omit<Place, 'role' | 'disabledAt'>[]>`
    SELECT position, staff_id AS "staffId", activate_by AS "activateBy" FROM customer_import
    WHERE id = ${id}::uuid AND status = 'running' FOR UPDATE`
  if (!place) return undefined
  const [starter] = await tx.$queryRaw<Pick<Place, 'role' | 'disabledAt'>[]>`
    SELECT role, disabled_at AS "disabledAt" FROM staff WHERE id = ${place.staffId}::uuid FOR SHARE`
  return starter && { ...place, ...starter }
}

/** Who said go, by now without a session. What is done is found by the import's id in place of a request's. */
function starterOf(id: string, { staffId, role }: Place): StaffActor {
  const nowhere = { sessionId: '', address: '', userAgent: '' }
  return { kind: 'staff', staffId, role, because: null, requestId: id, ...nowhere }
}

/** @returns false when the ID has got an account meanwhile */
async function create(
  tx: Tx,
  actor: StaffActor,
  fields: CustomerFields,
  { activateBy }: Place,
): Promise<boolean> {
  try {
    const customer = await createCustomer(tx, actor, { ...fields, password: null })
    if (!activateBy) return true
    await sendActivation(tx, customer.id, activateBy, fields)
    await recordEvent(tx, actor, {
      action: 'customer.activation_started',
      customerId: customer.id,
      object: { kind: 'customer', id: customer.id },
      detail: { channel: activateBy },
    })
    return true
  } catch (error) {
    if (error instanceof AppError && error.code === 'id_taken') return false
    throw error
  }
}
