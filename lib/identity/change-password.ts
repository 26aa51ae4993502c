import 'server-only'
import type { Actor, CustomerActor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { recordDenial, recordEvent } from '@/lib/audit/record-event'
import { announceChange } from '@/lib/changes/announce-change'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { AppError, fieldError } from '@/lib/errors'
import { notifyCustomer } from '@/lib/notices/notify-customer'
import { policy } from '@/lib/policies/policy'
import { unseal } from '@/lib/vault/seal'
import { endActivations } from './activation-links'
import { checkNewPassword } from './check-new-password'
import { closeOtherSessions } from './end-other-sessions'
import { forgetOtherDevices } from './known-device'
import { hashPassword, verifyPassword } from './password-hash'
import type { ChangePasswordInput } from './schema'
import { sealContext } from './seal-context'
import { counter, countTry, forgive, throttled } from './throttle'

/**
 * Changes the password: asks for the present one, under a throttle of its own, ends every other session and every
 * one-time link to choose another, and makes every other browser a stranger again.
 * @param deviceToken of the browser that stays known
 * @throws AppError `password_wrong` at `presentPassword`, `sign_in_throttled` {seconds, minutes}, at `newPassword`
 *   what `checkNewPassword` refuses and `password_same`, `changed_meanwhile`
 */
export async function changePassword(
  actor: Actor,
  { presentPassword, newPassword }: ChangePasswordInput,
  deviceToken?: string,
): Promise<{ ended: number }> {
  authorize(actor, 'password:update:own')
  const { customerId } = actor
  const customer = await database().customer.findUniqueOrThrow({
    where: { id: customerId },
    select: { name: true, nationalIdSealed: true, passwordHash: true },
  })
  await checkPresentPassword(actor, customer.passwordHash, presentPassword)
  const nationalId = unseal(customer.nationalIdSealed, sealContext(customerId))
  checkNewPassword('newPassword', newPassword, [customer.name, nationalId])
  if (await verifyPassword(customer.passwordHash, newPassword))
    throw fieldError('newPassword', 'password_same')
  const passwordHash = await hashPassword(newPassword)

  return transaction(async (tx) => {
    const changed = await tx.customer.updateMany({
      where: { id: customerId, passwordHash: customer.passwordHash },
      data: { passwordHash, passwordChangedAt: clock.now() },
    })
    if (changed.count === 0) throw new AppError('changed_meanwhile')
    const ended = await closeOtherSessions(tx, actor)
    await endActivations(tx, { customerId })
    await forgetOtherDevices(tx, { customerId }, deviceToken)
    await announceChange(tx, {
      kind: 'customer',
      id: customerId,
      customerId,
      ends: policy().apiSessions.endOnPasswordChange ? 'password_changed' : null,
    })
    await recordEvent(tx, actor, { action: 'password.changed', detail: { endedSessions: ended } })
    await notifyCustomer(tx, customerId, 'password_changed', { address: actor.address })
    return { ended }
  })
}

/** Counted for the session, so that whoever found it open can't keep the owner from changing the password. */
async function checkPresentPassword(
  actor: CustomerActor,
  passwordHash: string | null,
  typed: string,
): Promise<void> {
  const tries = counter('password', actor.sessionId)
  const counted = await countTry(tries)
  if (!counted.counted) throw throttled(counted.waitSeconds)
  if (await verifyPassword(passwordHash, typed)) return forgive(database(), tries)
  await recordDenial(actor, { action: 'password.refused' })
  throw fieldError('presentPassword', 'password_wrong')
}
