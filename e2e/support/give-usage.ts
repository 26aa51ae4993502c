import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { refusal, use, wrote } from '@/test/usage'

const hourMs = 3_600_000

/**
 * Lets a key have been used over some days, and refused for several reasons.
 * @returns the refusal of an address that the key does not allow
 */
export async function giveUsage(keyId: string): Promise<string> {
  const ago = (hours: number) => new Date(clock.now().getTime() - hours * hourMs)
  const uses = Array.from({ length: 60 }, (_, n) => use(keyId, { at: ago(n * 3 + (n % 5)) }))
  await wrote(
    ...uses,
    refusal(keyId, { reason: 'ip_not_allowed', address: '203.0.113.9', at: ago(30) }),
    refusal(keyId, { reason: 'timestamp_out_of_window', skewMs: -41_234, at: ago(3) }),
    refusal(keyId, { reason: 'permission_missing', permission: 'orders.trade', method: 'POST', at: ago(2) }),
    ...[1.1, 1.2].map((hours) => refusal(keyId, { reason: 'bad_signature', at: ago(hours) })),
    refusal(keyId, { reason: 'bad_signature', path: `/v1/accounts/${'0123456789'.repeat(9)}`, at: ago(1) }),
    refusal(keyId, { reason: 'ip_not_allowed', address: '2001:db8::7', at: ago(0) }),
  )
  const where = { apiKeyId: keyId, reason: 'ip_not_allowed' }
  return (await database().refusal.findFirstOrThrow({ where, orderBy: { id: 'asc' } })).id
}
