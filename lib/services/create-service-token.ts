import 'server-only'
import type { Operator } from '@/lib/access/operator'
import { recordEvent } from '@/lib/audit/record-event'
import { clock } from '@/lib/clock'
import { newId } from '@/lib/db/new-id'
import { transaction } from '@/lib/db/transaction'
import { keyedHash } from '@/lib/vault/keyed-hash'
import { newServiceToken } from './service-token-text'

/**
 * Makes a token with which a service asks the gateway about requests. Nobody is told: gateways remember tokens that
 * there are, never that one is not there.
 * @returns the token itself, which nothing can read back later
 */
export async function createServiceToken(
  { actor, account }: Operator,
  name: string,
): Promise<{ id: string; token: string }> {
  const id = newId()
  const token = newServiceToken()
  await transaction(async (tx) => {
    const tokenHash = keyedHash('service-token', token)
    await tx.serviceToken.create({ data: { id, name, tokenHash, createdAt: clock.now() } })
    await recordEvent(tx, actor, {
      action: 'service.token_made',
      object: { kind: 'token', id },
      detail: { name, account },
    })
  })
  return { id, token }
}
