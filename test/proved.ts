import { randomBytes } from 'node:crypto'
import type { CustomerActor } from '@/lib/access/actor'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { StepUpRequired } from '@/lib/factors/step-up-required'

/** Tries an act that wants fresh proof, and proves just what it asked for, without running it again. */
export async function prove(actor: CustomerActor, act: () => Promise<unknown>): Promise<void> {
  const { purpose, digest } = await act().then(
    () => {
      throw new Error('the act asked for no proof')
    },
    (error) => {
      if (!(error instanceof StepUpRequired)) throw error
      return error
    },
  )
  const now = clock.now()
  await database().stepUp.create({
    data: {
      customerId: actor.customerId,
      sessionId: actor.sessionId,
      purpose,
      digest,
      nonce: randomBytes(32),
      expiresAt: addSeconds(now, 300),
      provedAt: now,
      provedBy: 'otp:sms',
    },
  })
}

/** Runs an act that wants fresh proof, with it. */
export async function proved<T>(actor: CustomerActor, act: () => Promise<T>): Promise<T> {
  await prove(actor, act)
  return act()
}
