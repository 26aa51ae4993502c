'use server'
import { openRevocation } from '@/lib/certificates/open-revocation'
import { revokeByKey } from '@/lib/certificates/revoke-by-key'
import { openRevocationSchema, revokeByKeySchema } from '@/lib/certificates/schema'
import { formats } from '@/lib/server/formats'
import { publicAction } from '@/lib/server/public-action'

/** What to sign. */
export const openRevocationAction = publicAction(openRevocationSchema, async (input) => openRevocation(input))

export const revokeByKeyAction = publicAction(revokeByKeySchema, async (input, actor) => {
  const { serialNumber, revokedAt, already } = await revokeByKey(actor, input)
  return { serialNumber, at: (await formats()).dateTime(revokedAt), already }
})
