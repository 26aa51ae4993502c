import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { recordEvent } from '@/lib/audit/record-event'
import { addSeconds, clock } from '@/lib/clock'
import type { Prisma, Tx } from '@/lib/db/client'
import { isId } from '@/lib/db/is-id'
import { lockCustomer } from '@/lib/db/lock-customer'
import { transaction } from '@/lib/db/transaction'
import { AppError } from '@/lib/errors'
import { isLocked } from '@/lib/factors/is-locked'
import { codesScope } from '@/lib/factors/mark-locked'
import { notifyCustomer } from '@/lib/notices/notify-customer'
import { staffAct } from '@/lib/notices/staff-act'
import { unseal } from '@/lib/vault/seal'
import { sealContext } from './seal-context'
import { counter } from './throttle'
import { throttleRules, throttleTimes } from './throttle-rules'

/** What was unlocked: the sign-in, one-time passwords, both, or nothing, since nothing was locked. */
export type Unlocked = 'sign_in' | 'codes' | 'both' | null

/**
 * Forgets the failures that slow the customer's sign-in down or lock it, and the wrong one-time passwords that count
 * towards their lock. Asked again it changes nothing, records nothing and tells nobody.
 * @throws AppError `not_found`
 */
export async function unlockCustomer(
  actor: Actor,
  { customerId }: { customerId: string },
): Promise<{ unlocked: Unlocked }> {
  authorize(actor, 'customer:unlock')
  if (!isId(customerId)) throw new AppError('not_found')
  return transaction(async (tx) => {
    const contact = await lockCustomer(tx, customerId)
    const counted = await countedFor(tx, customerId)
    const signIn = await isSlowed(tx, counted)
    const codes = await isLocked(tx, customerId)
    const unlocked = signIn && codes ? 'both' : signIn ? 'sign_in' : codes ? 'codes' : null
    if (!unlocked) return { unlocked }
    await tx.signInThrottle.deleteMany({ where: counted })
    await tx.customer.update({
      where: { id: customerId },
      data: { otpUnlockedAt: clock.now() },
      select: { id: true },
    })
    await recordEvent(tx, actor, {
      action: 'customer.unlocked',
      customerId,
      object: { kind: 'customer', id: customerId },
      detail: { what: unlocked },
    })
    await notifyCustomer(tx, customerId, 'staff_unlocked', staffAct(actor), contact)
    return { unlocked }
  })
}

/** Whose failures: those of the account, and from before there was one, which stand under the ID alone. */
async function countedFor(tx: Tx, customerId: string): Promise<Prisma.SignInThrottleWhereInput> {
  const { nationalIdSealed } = await tx.customer.findUniqueOrThrow({
    where: { id: customerId },
    select: { nationalIdSealed: true },
  })
  const { scope, subject } = counter('account', unseal(nationalIdSealed, sealContext(customerId)))
  return { OR: [{ customerId }, { scope, subject }] }
}

/** Whether the next failure has to wait, or nothing more is taken at all. */
async function isSlowed(tx: Tx, counted: Prisma.SignInThrottleWhereInput): Promise<boolean> {
  const slowed = await tx.signInThrottle.count({
    where: {
      AND: [counted, { scope: { not: codesScope } }],
      failures: { gt: throttleRules.account.free },
      lastFailedAt: { gt: addSeconds(clock.now(), -throttleTimes.memorySeconds) },
    },
  })
  return slowed > 0
}
