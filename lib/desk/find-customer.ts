import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { isId } from '@/lib/db/is-id'
import { AppError } from '@/lib/errors'
import { isLocked } from '@/lib/factors/is-locked'
import { maskNationalId } from '@/lib/identity/mask'
import { sealContext } from '@/lib/identity/seal-context'
import { liveAt } from '@/lib/identity/session-times'
import { throttleRules, throttleTimes } from '@/lib/identity/throttle-rules'
import { activeAt } from '@/lib/keys/active-keys-where'
import { unseal } from '@/lib/vault/seal'

/** A customer as the desk shows them. */
export type DeskCustomer = {
  id: string
  accountId: string
  name: string
  nationalIdMasked: string
  email: string
  phone: string
  locale: string
  createdAt: Date
  suspendedAt: Date | null
  /** Whether the customer has ever chosen a password. */
  activated: boolean
  /** When staff last changed where the customer is reached. */
  contactChangedAt: Date | null
  /** `password`: from browsers that the account doesn't know; `codes`: too many wrong one-time passwords. */
  locked: { password: boolean; codes: boolean }
  revision: number
  isDemo: boolean
  activeKeys: number
  liveSessions: number
}

const columns = {
  id: true,
  accountId: true,
  name: true,
  nationalIdSealed: true,
  email: true,
  phone: true,
  locale: true,
  createdAt: true,
  suspendedAt: true,
  passwordHash: true,
  contactChangedAt: true,
  revision: true,
  isDemo: true,
} as const

/** One customer, the national ID masked. @throws AppError `not_found`, for what can't be an id too */
export async function findCustomer(actor: Actor, id: string): Promise<DeskCustomer> {
  authorize(actor, 'customer:read')
  const row = isId(id) ? await database().customer.findUnique({ where: { id }, select: columns }) : null
  if (!row) throw new AppError('not_found')
  const { nationalIdSealed, passwordHash, ...rest } = row
  const now = clock.now()
  const [failing, codes, activeKeys, liveSessions] = await Promise.all([
    database().signInThrottle.findFirst({
      where: {
        customerId: id,
        scope: 'account',
        failures: { gte: throttleRules.account.most },
        lastFailedAt: { gt: addSeconds(now, -throttleTimes.memorySeconds) },
      },
      select: { failures: true },
    }),
    isLocked(database(), id),
    database().apiKey.count({ where: { customerId: id, ...activeAt(now) } }),
    database().webSession.count({ where: { customerId: id, ...liveAt(now) } }),
  ])
  return {
    ...rest,
    nationalIdMasked: maskNationalId(unseal(nationalIdSealed, sealContext(id))),
    activated: passwordHash !== null,
    locked: { password: failing !== null, codes },
    activeKeys,
    liveSessions,
  }
}
