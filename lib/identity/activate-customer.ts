import 'server-only'
import type { AnonymousActor } from '@/lib/access/actor'
import { recordDenial, recordEvent } from '@/lib/audit/record-event'
import { announceChange } from '@/lib/changes/announce-change'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { lockCustomer } from '@/lib/db/lock-customer'
import { transaction } from '@/lib/db/transaction'
import { AppError, fieldError } from '@/lib/errors'
import { notifyCustomer } from '@/lib/notices/notify-customer'
import { policy } from '@/lib/policies/policy'
import { unseal } from '@/lib/vault/seal'
import { findActivation, takeActivation } from './activation-links'
import { checkNewPassword } from './check-new-password'
import { closeSessions } from './close-sessions'
import { forgetOtherDevices } from './known-device'
import { parseLoginId } from './parse-login-id'
import { hashPassword } from './password-hash'
import type { ActivateInput } from './schema'
import { sealContext } from './seal-context'
import { counter, countTry, forgive, throttled } from './throttle'

/** Whether the link can still be used; says nothing of whose it is. */
export async function isLiveActivation(token: string): Promise<boolean> {
  return (await ownerOf(token)) !== null
}

/**
 * Sets the password that the holder of a one-time link has chosen: once, and only with the ID number of the account
 * too. Whoever was signed in is signed out, every browser is a stranger again, and what was locked is open.
 * @throws AppError `activation_over`; at `nationalId` `id_malformed`, `id_wrong`, `activation_throttled` {seconds,
 *   minutes}; at `newPassword` what `checkNewPassword` refuses
 */
export async function activateCustomer(
  actor: AnonymousActor,
  { token, newPassword, ...typed }: ActivateInput,
): Promise<void> {
  const customerId = await ownerOf(token)
  if (!customerId) throw new AppError('activation_over')
  const { name, nationalId } = await checkOwner(actor, customerId, parseLoginId(typed.nationalId))
  checkNewPassword('newPassword', newPassword, [name, nationalId])
  const passwordHash = await hashPassword(newPassword)

  await transaction(async (tx) => {
    // In the same order as those who send links, so that neither waits for the other.
    const contact = await lockCustomer(tx, customerId)
    if (!(await takeActivation(tx, token))) throw new AppError('activation_over')
    const now = clock.now()
    const set = await tx.customer.updateMany({
      where: { id: customerId, suspendedAt: null },
      data: { passwordHash, passwordChangedAt: now, otpUnlockedAt: now },
    })
    if (set.count === 0) throw new AppError('activation_over')
    const ended = await closeSessions(tx, customerId)
    await forgetOtherDevices(tx, { customerId }, undefined)
    // Failures before the account was made stand under the ID alone.
    const { scope, subject } = counter('account', nationalId)
    await tx.signInThrottle.deleteMany({ where: { OR: [{ customerId }, { scope, subject }] } })
    await announceChange(tx, {
      kind: 'customer',
      id: customerId,
      customerId,
      ends: policy().apiSessions.endOnPasswordChange ? 'password_changed' : null,
    })
    await recordEvent(tx, actor, {
      action: 'customer.activated',
      customerId,
      object: { kind: 'customer', id: customerId },
      detail: { endedSessions: ended },
    })
    await notifyCustomer(tx, customerId, 'activated', { address: actor.address }, contact)
  })
}

/** The customer a live link belongs to; a link of staff is none here, nor is one of somebody suspended. */
async function ownerOf(token: string): Promise<string | null> {
  const owner = await findActivation(database(), token)
  if (!owner || !('customerId' in owner)) return null
  const { customerId: id } = owner
  return (await database().customer.count({ where: { id, suspendedAt: null } })) > 0 ? id : null
}

/** Counted for the account: a wrong ID uses no link up, and a newer link brings no new tries. */
async function checkOwner(
  actor: AnonymousActor,
  customerId: string,
  typedId: string,
): Promise<{ name: string; nationalId: string }> {
  const tries = counter('activation', customerId, customerId)
  const counted = await countTry(tries)
  if (!counted.counted) {
    const { code, values } = throttled(counted.waitSeconds, 'activation_throttled')
    throw fieldError('nationalId', code, values)
  }
  const { name, nationalIdSealed } = await database().customer.findUniqueOrThrow({
    where: { id: customerId },
    select: { name: true, nationalIdSealed: true },
  })
  const nationalId = unseal(nationalIdSealed, sealContext(customerId))
  if (nationalId !== typedId) {
    await recordDenial(actor, { action: 'customer.activation_refused', customerId })
    throw fieldError('nationalId', 'id_wrong')
  }
  await forgive(database(), tries)
  return { name, nationalId }
}
