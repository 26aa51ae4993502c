import 'server-only'
import { AppError, type FieldError } from '@/lib/errors'
import { policy } from '@/lib/policies/policy'
import { kindsOf, takesPassphrase } from '@/lib/signing/dialects'
import type { CreateKeyInput } from './schema'

/**
 * What the policy and the dialect demand of what a key is proved with.
 * @throws AppError `invalid_input` with every bad field
 */
export function checkCredential({ dialect, kind, passphrase, publicKey }: CreateKeyInput): void {
  const fields: Record<string, FieldError> = {}
  if (!policy().dialects.includes(dialect)) fields.dialect = { code: 'dialect_unknown' }
  if (!kindsOf[dialect].includes(kind)) fields.kind = { code: 'kind_not_in_dialect' }
  if (takesPassphrase(dialect) !== (passphrase !== null)) fields.passphrase = { code: 'passphrase_malformed' }
  if ((kind === 'ed25519') !== (publicKey !== null)) fields.publicKey = { code: 'public_key_required' }
  if (Object.keys(fields).length > 0) throw new AppError('invalid_input', { fields })
}
