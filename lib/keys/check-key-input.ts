import 'server-only'
import { clock } from '@/lib/clock'
import { env } from '@/lib/env'
import { AppError, type FieldError } from '@/lib/errors'
import { coversEverything } from '@/lib/net/addresses-cover'
import { policy } from '@/lib/policies/policy'
import { type Day, dayOf } from './date-window'
import type { CreateKeyInput } from './schema'

/**
 * What the policy and the calendar demand of a key, beyond its form.
 * @param keptLastDay the last day it has already: a day that is over may stay, not be set
 * @throws AppError `invalid_input` with every bad field
 */
export function checkKeyInput(
  input: Pick<CreateKeyInput, 'permissions' | 'addresses' | 'lastDay'>,
  keptLastDay: Day | null = null,
): void {
  const { permissions, maxAddressesPerKey } = policy()
  const fields: Record<string, FieldError> = {}

  const known = new Map(permissions.map((permission) => [permission.id, permission]))
  if (!input.permissions.every((id) => known.has(id))) fields.permissions = { code: 'permission_unknown' }

  const needsAllowlist = input.permissions.some((id) => known.get(id)?.needsAllowlist)
  // First, since thousands of entries would take what follows many seconds.
  if (input.addresses.length > maxAddressesPerKey)
    fields.addresses = { code: 'address_too_many', values: { max: maxAddressesPerKey } }
  else if (needsAllowlist && (input.addresses.length === 0 || coversEverything(input.addresses)))
    fields.addresses = { code: 'allowlist_required' }

  const today = dayOf(clock.now(), env().SIGNET_TIME_ZONE)
  if (input.lastDay && input.lastDay < today && input.lastDay !== keptLastDay)
    fields.lastDay = { code: 'last_day_past' }

  if (Object.keys(fields).length > 0) throw new AppError('invalid_input', { fields })
}
