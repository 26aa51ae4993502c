import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { database } from '@/lib/db/client'
import { unseal } from '@/lib/vault/seal'
import { maskEmail, maskNationalId, maskPhone } from './mask'
import { sealContext } from './seal-context'

/** What the account has on record, masked as a page may show it. */
export type Profile = {
  name: string
  nationalId: string
  phone: string
  email: string
  passwordChangedAt: Date
}

export async function readProfile(actor: Actor): Promise<Profile> {
  authorize(actor, 'session:read:own')
  const { name, nationalIdSealed, phone, email, passwordChangedAt } =
    await database().customer.findUniqueOrThrow({
      where: { id: actor.customerId },
      select: { name: true, nationalIdSealed: true, phone: true, email: true, passwordChangedAt: true },
    })
  const nationalId = maskNationalId(unseal(nationalIdSealed, sealContext(actor.customerId)))
  return { name, nationalId, phone: maskPhone(phone), email: maskEmail(email), passwordChangedAt }
}
