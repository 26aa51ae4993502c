import 'server-only'
import { dictionary } from '@zxcvbn-ts/language-common'
import { type ErrorCode, type ErrorValues, fieldError } from '@/lib/errors'
import { passwordLength } from './password-length'

const common = new Set(dictionary.passwords)

/**
 * The rules for a new password: length, not a common one, not made of the customer's own name or ID.
 * No rules on its composition (NIST SP 800-63B 3.1.1.2).
 * @param own the customer's name and normalised ID
 * @throws AppError at `field`: `password_too_short` {min}, `password_too_long` {max}, `password_common`,
 *   `password_personal`
 */
export function checkNewPassword(field: string, password: string, own: string[]): void {
  const refuse = (code: ErrorCode, values?: ErrorValues) => {
    throw fieldError(field, code, values)
  }
  const text = password.normalize('NFKC').toLowerCase()
  const length = [...text].length
  if (length < passwordLength.least) refuse('password_too_short', { min: passwordLength.least })
  if (length > passwordLength.most) refuse('password_too_long', { max: passwordLength.most })
  if (isCommon(text)) refuse('password_common')
  if (isPersonal(text, own)) refuse('password_personal')
}

/** In the list as it stands, with digits and signs put around it, or said several times over. */
function isCommon(text: string): boolean {
  const core = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  const unit = /^(.{1,8}?)\1+$/u.exec(text)?.[1]
  return unit !== undefined || common.has(text) || common.has(core)
}

/** What is left without the own name and ID must be long enough by itself. */
function isPersonal(text: string, own: string[]): boolean {
  const parts = own.flatMap((value) =>
    value
      .normalize('NFKC')
      .toLowerCase()
      .split(/[\s-]+/),
  )
  const rest = parts.filter((part) => part.length > 1).reduce((left, part) => left.replaceAll(part, ''), text)
  return rest !== text && [...rest].length < passwordLength.least
}
