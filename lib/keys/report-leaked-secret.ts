import 'server-only'
import type { LeakActor } from '@/lib/access/actor'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { notifyCustomer } from '@/lib/notices/notify-customer'
import { keyedHash } from '@/lib/vault/keyed-hash'
import { isSecret } from './credentials'
import { turnOff } from './turn-off'

/**
 * Turns off the key whose secret somebody found: whoever has it could use it, so nobody is asked who they are. Its
 * owner is told by mail. A secret that is nobody's, has ended, or whose key is off already changes nothing.
 */
export async function reportLeakedSecret(actor: LeakActor, secret: string): Promise<void> {
  if (!isSecret(secret)) return
  const now = clock.now()
  const found = await database().apiKeySecret.findMany({
    where: {
      secretHash: keyedHash('api-secret', secret),
      OR: [{ place: 'current' }, { validBefore: { gt: now } }],
      apiKey: { status: 'active', deletedAt: null },
    },
    select: { apiKey: { select: { id: true, name: true, accessKey: true } } },
  })
  for (const { apiKey } of found) {
    await transaction(async (tx) => {
      const { id, name, accessKey } = apiKey
      const customerId = await turnOff(tx, actor, { id })
      if (customerId) await notifyCustomer(tx, customerId, 'key_leaked', { name, accessKey, at: now })
    })
  }
}
