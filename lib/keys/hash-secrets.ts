import 'server-only'
import { database } from '@/lib/db/client'
import { keyedHash } from '@/lib/vault/keyed-hash'
import { unseal } from '@/lib/vault/seal'
import { secretContext } from './secret-context'

const batch = 500

/** Writes down the keyed hash of secrets from before there was one, so that each is found when it leaks. */
export async function hashSecrets(over: AbortSignal): Promise<void> {
  let after = '00000000-0000-0000-0000-000000000000'
  while (!over.aborted) {
    const rows = await database().apiKeySecret.findMany({
      where: { secretHash: null, sealed: { not: null }, apiKeyId: { gt: after } },
      orderBy: { apiKeyId: 'asc' },
      take: batch,
      select: { apiKeyId: true, place: true, sealed: true, apiKey: { select: { customerId: true } } },
    })
    for (const { apiKeyId, place, sealed, apiKey } of rows) {
      if (!sealed) continue
      const secret = unseal(sealed, secretContext(apiKeyId, apiKey.customerId))
      // Not over what a rotation has put there meanwhile.
      await database().apiKeySecret.updateMany({
        where: { apiKeyId, place, sealed, secretHash: null },
        data: { secretHash: keyedHash('api-secret', secret) },
      })
    }
    const last = rows.at(-1)
    if (!last || rows.length < batch) return
    after = last.apiKeyId
  }
}
