import 'server-only'
import type { CustomerActor } from '@/lib/access/actor'
import { visibleTo } from '@/lib/access/visible-to'
import { addSeconds, clock } from '@/lib/clock'
import type { Prisma, Tx } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { policy } from '@/lib/policies/policy'
import type { Renewable } from './require-renewable'

/**
 * The policy's limits on live certificates and on applications. A void one never came into being and counts for
 * nothing; a revoked one was applied for, but is not live. One with a live renewal gives its place to it, and the
 * first renewal of a certificate is never refused (docs/decisions/017-renewal.md). Exact under the customer's row
 * lock; without it, a look before a code is spent.
 * @param renewed what is to be renewed, if anything
 * @throws AppError `certificate_limit_reached` {max, ends: when the first of them ends}, `application_limit_reached`
 *   {max, days, again: when the next one is taken}
 */
export async function refusePastLimits(tx: Tx, actor: CustomerActor, renewed?: Renewable): Promise<void> {
  const { maxLive, applicationsPerDay, applicationsPerYear } = policy().certificate
  const now = clock.now()
  const live: Prisma.CertificateWhereInput = { status: { in: ['pending', 'issued'] }, notAfter: { gt: now } }
  const places = await tx.certificate.findMany({
    where: {
      ...{ ...visibleTo(actor), ...live, renewedBy: { none: live } },
      ...(renewed && { id: { not: renewed.id } }),
    },
    orderBy: { notAfter: 'asc' },
    take: maxLive,
    select: { notAfter: true },
  })
  if (places.length >= maxLive && places[0])
    throw new AppError('certificate_limit_reached', { values: { max: maxLive, ends: places[0].notAfter } })
  if (renewed?.first) return
  for (const [days, max] of [
    [1, applicationsPerDay],
    [365, applicationsPerYear],
  ] as const) {
    const since = addSeconds(now, -days * 86_400)
    const made = await tx.certificate.findMany({
      where: { ...visibleTo(actor), status: { not: 'void' }, createdAt: { gt: since } },
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
