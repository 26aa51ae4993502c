import 'server-only'
import type { CustomerActor } from '@/lib/access/actor'
import { recordDenial } from '@/lib/audit/record-event'
import { isId } from '@/lib/db/is-id'
import type { AppError } from '@/lib/errors'

/**
 * Puts on record why no certificate was issued, or no code sent for one; with `of`, why one could not be renewed or
 * revoked.
 */
export async function recordCertificateRefusal(
  actor: CustomerActor,
  { code, values }: AppError,
  of?: { act: 'renew' | 'revoke'; id: string },
): Promise<void> {
  const facts = Object.entries(values).map(([name, value]) => [
    name,
    value instanceof Date ? value.toISOString() : value,
  ])
  await recordDenial(actor, {
    action: 'certificate.refused',
    ...(of && isId(of.id) && { object: { kind: 'certificate', id: of.id } }),
    detail: { reason: code, ...(of && { act: of.act }), ...Object.fromEntries(facts) },
  })
}
