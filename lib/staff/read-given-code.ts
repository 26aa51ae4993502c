import 'server-only'
import { fieldError } from '@/lib/errors'
import { normaliseCode } from '@/lib/factors/normalise-code'
import { normaliseRecoveryCode } from './recovery-codes'

export type GivenCode = { kind: 'totp' | 'recovery'; code: string }

/**
 * What was typed into the one field for codes; null when it was left empty.
 * @throws AppError `staff_code_malformed` at `code`
 */
export function readGivenCode(typed: string): GivenCode | null {
  if (typed.trim() === '') return null
  const totp = normaliseCode(typed)
  if (totp) return { kind: 'totp', code: totp }
  const recovery = normaliseRecoveryCode(typed)
  if (recovery) return { kind: 'recovery', code: recovery }
  throw fieldError('code', 'staff_code_malformed')
}
