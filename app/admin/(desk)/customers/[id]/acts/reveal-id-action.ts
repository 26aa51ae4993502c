'use server'
import { revealNationalId } from '@/lib/identity/reveal-national-id'
import { customerIdSchema } from '@/lib/identity/schema'
import { staffAction } from '@/lib/server/staff-action'

/** The answer is the one place where the whole ID is. */
export const revealIdAction = staffAction('national-id:reveal', customerIdSchema, ({ customerId }, actor) =>
  revealNationalId(actor, customerId),
)
