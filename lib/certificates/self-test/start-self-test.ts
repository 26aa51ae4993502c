import 'server-only'
import { randomBytes } from 'node:crypto'
import type { CustomerActor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { visibleTo } from '@/lib/access/visible-to'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import type { SelfTestStart } from './schema'
import { signedTest } from './signed-test'

/** Signing takes a moment; the rest is for slow connections. */
const lifeSeconds = 120

/** Opens a test of the keys in a browser. @returns what each of them is to sign */
export async function startSelfTest(actor: CustomerActor): Promise<SelfTestStart> {
  authorize(actor, 'certificate:read:own')
  const now = clock.now()
  const { customer, ...row } = await database().selfTest.create({
    data: {
      ...visibleTo(actor),
      sessionId: actor.sessionId,
      nonce: randomBytes(32),
      createdAt: now,
      expiresAt: addSeconds(now, lifeSeconds),
    },
    select: { id: true, nonce: true, expiresAt: true, customer: { select: { accountId: true } } },
  })
  return { id: row.id, accountId: customer.accountId, ...signedTest(row) }
}
