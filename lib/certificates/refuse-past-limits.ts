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
 * @throws AppError `certificate_limit_reached` {max, ends: when the first of them ends}, `application_limit_reached`
 *   {max, days, again: when the next one is taken}
 */
export async function refusePastLimits(tx: Tx, actor: CustomerActor): Promise<void> {
  const { maxLive, applicationsPerDay, applicationsPerYear } = policy().certificate
  const now = clock.now()
  const own = { ...visibleTo(actor), status: { not: 'void' as const } }
  const live = await tx.certificate.findMany({
    where: { ...visibleTo(actor), status: { in: ['pending', 'issued'] }, notAfter: { gt: now } },
    orderBy: { notAfter: 'asc' },
    take: maxLive,
    select: { notAfter: true },
  })
  if (live.length >= maxLive && live[0])
    throw new AppError('certificate_limit_reached', { values: { max: maxLive, ends: live[0].notAfter } })
  for (const [days, max] of [
    [1, applicationsPerDay],
    [365, applicationsPerYear],
  ] as const) {
    const since = addSeconds(now, -days * 86_400)
    const made = await tx.certificate.findMany({
      where: { ...own, createdAt: { gt: since } },
      orderBy: { createdAt: 'desc' },
      take: max,
      select: { createdAt: true },
    })
    const oldest = made.at(-1)
    if (made.length >= max && oldest)
      throw new AppError('application_limit_reached', {
        values: { max, days, again: addSeconds(oldest.createdAt, days * 86_400) },
      })
  }
}
