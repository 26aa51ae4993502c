import 'server-only'
import { randomInt } from 'node:crypto'
import type { SystemActor } from '@/lib/access/actor'
import { recordEvent } from '@/lib/audit/record-event'
import { clock } from '@/lib/clock'
import type { Tx } from '@/lib/db/client'
import { newId } from '@/lib/db/new-id'
import type { Locale } from '@/lib/i18n/locales'
import { blindIndex } from '@/lib/vault/blind-index'
import { seal } from '@/lib/vault/seal'
import { checkNewPassword } from './check-new-password'
import { findByNationalId } from './find-by-national-id'
import { parseLoginId } from './parse-login-id'
import { hashPassword } from './password-hash'
import { sealContext } from './seal-context'

export type NewCustomer = {
  nationalId: string
  password: string
  name: string
  email: string
  /** E.164: `+886912345678`. */
  phone: string
  locale: Locale
  isDemo?: boolean
}

/**
 * Opens a customer's account.
 * @throws AppError `id_malformed` at `nationalId`; what `checkNewPassword` refuses at `password`
 * @throws Error when the ID has an account already
 */
export async function createCustomer(
  tx: Tx,
  actor: SystemActor,
  customer: NewCustomer,
): Promise<{ id: string }> {
  const { password, name, email, phone, locale, isDemo = false } = customer
  const nationalId = parseLoginId(customer.nationalId)
  checkNewPassword('password', password, [name, nationalId])
  // The unique index sees one key version only.
  if (await findByNationalId(tx, nationalId)) throw new Error('this ID has an account already')
  const id = newId()
  const { index, version } = blindIndex(nationalId)
  const now = clock.now()
  await tx.customer.create({
    data: {
      id,
      accountId: newAccountId(),
      nationalIdSealed: seal(nationalId, sealContext(id)),
      nationalIdIndex: index,
      nationalIdIndexVersion: version,
      name,
      email,
      phone,
      locale,
      passwordHash: await hashPassword(password),
      passwordChangedAt: now,
      isDemo,
      createdAt: now,
    },
    select: { id: true },
  })
  await recordEvent(tx, actor, {
    action: 'customer.created',
    customerId: id,
    object: { kind: 'customer', id },
  })
  return { id }
}

/** Stands in certificate subjects instead of the national ID: says nothing, and is easily read aloud. */
function newAccountId(): string {
  const alphabet = 'ABCDEFGHJKMNPQRSTVWXYZ23456789'
  return Array.from({ length: 16 }, () => alphabet[randomInt(alphabet.length)]).join('')
}
