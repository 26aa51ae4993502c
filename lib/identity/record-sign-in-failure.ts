import 'server-only'
import type { AnonymousActor } from '@/lib/access/actor'
import { recordEvent } from '@/lib/audit/record-event'
import type { Tx } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { notifyCustomer } from '@/lib/notices/notify-customer'
import { forgetDevice } from './known-device'
import type { CountedWay } from './sign-in-way'
import { throttleRules } from './throttle-rules'

/** On the count that reaches the limit the owner is told, once, and a device that reached it is known no more. */
export async function recordSignInFailure(
  actor: AnonymousActor,
  customerId: string | null,
  { way, failures, waitSeconds }: CountedWay,
  deviceToken: string | undefined,
): Promise<void> {
  await transaction(async (tx) => {
    const about = customerId ? { customerId } : {}
    await recordEvent(tx, actor, { action: 'signin.failed', ...about, detail: { way } })
    if (way === 'code') return
    const limitReached = failures === throttleRules.account.most
    if (waitSeconds > 0)
      await recordEvent(tx, actor, {
        action: 'signin.throttled',
        ...about,
        detail: { way, failures, waitSeconds, limitReached },
      })
    if (limitReached && customerId)
      await tellOwner(tx, actor, customerId, way === 'device' ? deviceToken : undefined)
  })
}

async function tellOwner(
  tx: Tx,
  actor: AnonymousActor,
  customerId: string,
  deviceToken?: string,
): Promise<void> {
  if (deviceToken) await forgetDevice(tx, { customerId }, deviceToken)
  await notifyCustomer(tx, customerId, 'signin_throttled', { address: actor.address })
}
