import 'server-only'
import type { CustomerActor } from '@/lib/access/actor'
import { recordDenial } from '@/lib/audit/record-event'
import type { AppError } from '@/lib/errors'

/** Puts on record why no certificate was issued, or no code sent for one. */
export async function recordCertificateRefusal(
  actor: CustomerActor,
  { code, values }: AppError,
): Promise<void> {
  const facts = Object.entries(values).map(([name, value]) => [
    name,
    value instanceof Date ? value.toISOString() : value,
  ])
  await recordDenial(actor, {
    action: 'certificate.refused',
    detail: { reason: code, ...Object.fromEntries(facts) },
  })
}
