import 'server-only'
import { unstable_rethrow } from 'next/navigation'
import { z } from 'zod'
import type { StaffActor } from '@/lib/access/actor'
import { becauseSchema } from '@/lib/access/schema'
import { roleMay, type StaffPermission } from '@/lib/access/staff-roles'
import { recordDenial } from '@/lib/audit/record-event'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/log'
import type { FormAction } from './action'
import { confirmed } from './confirmed'
import { currentStaffActor } from './current-staff'
import { explainFailure } from './explain-failure'
import { formToObject } from './form-to-object'
import { requestMeta } from './request-meta'

/**
 * `action()` for staff: session, then role, then reason and ticket if the form has them, then input, then the
 * handler. An act that the role does not hold goes on record, and answers as if it did not exist, whatever the form
 * says: the operation would ask again, but only after the input.
 * @param permission what the act needs; null for what everybody may do to their own account
 */
export function staffAction<S extends z.ZodType, T>(
  permission: StaffPermission | null,
  schema: S,
  handler: (input: z.output<S>, actor: StaffActor) => Promise<T>,
): FormAction<T> {
  return async (_previous, form) => {
    let actor: StaffActor | null = null
    try {
      actor = await currentStaffActor()
      if (!actor) throw new AppError('signed_out')
      if (permission && !roleMay(actor.role, permission)) throw new AppError('forbidden')
      const { reason, ticket, ...fields } = formToObject(form)
      const because = reason === undefined ? null : becauseSchema.safeParse({ reason, ticket })
      const input = schema.safeParse(fields)
      // Everything that is wrong is said at once.
      const issues = [...(because?.error?.issues ?? []), ...(input.error?.issues ?? [])]
      if (issues.length > 0 || !input.success) return await explainFailure(new z.ZodError(issues), null)
      const { data: values } = input
      const acting = { ...actor, because: because?.data ?? null }
      return await confirmed(() => handler(values, acting))
    } catch (error) {
      unstable_rethrow(error)
      if (!(error instanceof AppError)) {
        const { requestId } = await requestMeta()
        log.error({ error, requestId }, 'staff action failed')
      }
      if (!actor || !(error instanceof AppError) || error.code !== 'forbidden')
        return await explainFailure(error, null)
      await recordDenial(actor, { action: 'staff.refused', detail: { reason: error.code } })
      return await explainFailure(new AppError('not_found'), null)
    }
  }
}
