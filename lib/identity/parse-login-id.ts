import 'server-only'
import { fieldError } from '@/lib/errors'
import { policy } from '@/lib/policies/policy'
import { parseNationalId } from './national-id'

/** The normalised ID that somebody typed to sign in. @throws AppError `id_malformed` at `nationalId` */
export function parseLoginId(typed: string): string {
  const id = parseNationalId(typed, policy().identifier)
  if (!id) throw fieldError('nationalId', 'id_malformed')
  return id
}
