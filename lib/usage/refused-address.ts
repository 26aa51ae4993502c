import 'server-only'
import type { CustomerActor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { database } from '@/lib/db/client'
import { isId } from '@/lib/db/is-id'
import { loadKey } from '@/lib/keys/load-key'
import { formatAddress } from '@/lib/net/format-address'
import { parseAddress } from '@/lib/net/parse-address'

/**
 * Where a request came from that was refused because its address is not among the key's: the one thing that may be
 * put into the key's form unasked. What was never seen at a gateway can't be named.
 * @returns one address as an allowlist has it; null when there is no such refusal, or its address could not be told
 * @throws AppError `not_found`, also for somebody else's key
 */
export async function refusedAddress(
  actor: CustomerActor,
  keyId: string,
  refusalId: string,
): Promise<string | null> {
  authorize(actor, 'key:read:own')
  const { id: apiKeyId } = await loadKey(database(), actor, keyId)
  if (!isId(refusalId)) return null
  const refusal = await database().refusal.findFirst({
    where: { id: refusalId, apiKeyId, reason: 'ip_not_allowed' },
    select: { address: true },
  })
  const address = parseAddress(refusal?.address ?? '')
  return address && formatAddress(address)
}
