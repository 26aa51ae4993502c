import 'server-only'
import type { CustomerActor } from '@/lib/access/actor'
import { visibleTo } from '@/lib/access/visible-to'
import { addSeconds, clock } from '@/lib/clock'
import type { Tx } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { policy } from '@/lib/policies/policy'

/**
 * The policy's limits on live certificates and on applications. A void one never came into being and counts for
 * nothing; a revoked one was applied for, but is not live. Exact under the customer's row lock; without it, a look before a code is spent.
 * @throws AppError `certificate_limit_reached` {max}, `application_limit_reached` {max, days}
 */
export async function refusePastLimits(tx: Tx, actor: CustomerActor): Promise<void> {
  const { maxLive, applicationsPerDay, applicationsPerYear } = policy().certificate
  const now = clock.now()
  const own = { ...visibleTo(actor), status: { not: 'void' as const } }
  const live = await tx.certificate.count({
    where: { ...visibleTo(actor), status: { in: ['pending', 'issued'] }, notAfter: { gt: now } },
  })
  if (live >= maxLive) throw new AppError('certificate_limit_reached', { values: { max: maxLive } })
  for (const [days, max] of [
    [1, applicationsPerDay],
    [365, applicationsPerYear],
  ] as const) {
    const since = addSeconds(now, -days * 86_400)
    const made = await tx.certificate.count({ where: { ...own, createdAt: { gt: since } } })
    if (made >= max) throw new AppError('application_limit_reached', { values: { max, days } })
  }
}
