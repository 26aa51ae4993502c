import { AppError } from '@/lib/errors'

/**
 * Why a certification request is refused. Stable: they are in the record, and the sentence `errors.csr_refused`
 * chooses by them.
 */
export const csrRules = [
  'empty',
  'too_large',
  'private_key',
  'not_base64',
  'not_der',
  'trailing_bytes',
  'structure',
  'version',
  'subject',
  'attributes',
  'key_kind',
  'key_malformed',
  'signature_algorithm',
  'signature',
  'unconfirmed_key',
  'key_in_use',
] as const

export type CsrRule = (typeof csrRules)[number]

/** The error of a refused request: `csr_refused` with the rule that it broke. */
export function csrRefused(rule: CsrRule, cause?: unknown): AppError {
  return new AppError('csr_refused', { values: { rule }, cause })
}
