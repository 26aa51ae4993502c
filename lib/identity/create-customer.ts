import 'server-only'
import { randomInt } from 'node:crypto'
import type { StaffActor, SystemActor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { recordEvent } from '@/lib/audit/record-event'
import { clock } from '@/lib/clock'
import type { Tx } from '@/lib/db/client'
import { newId } from '@/lib/db/new-id'
import { fieldError } from '@/lib/errors'
import type { Locale } from '@/lib/i18n/locales'
import { blindIndex } from '@/lib/vault/blind-index'
import { seal } from '@/lib/vault/seal'
import { checkNewPassword } from './check-new-password'
import { findByNationalId } from './find-by-national-id'
import { parseLoginId } from './parse-login-id'
import { hashPassword } from './password-hash'
import { sealContext } from './seal-context'
import { writeNameWords } from './write-name-words'

export type NewCustomer = {
  nationalId: string
  /** Null for an account that waits to be activated: until then nobody can sign in to it. */
  password: string | null
  name: string
  email: string
  /** E.164: `+886912345678`. */
  phone: string
  locale: Locale
  isDemo?: boolean
}

/**
 * Opens a customer's account; the portal itself or an administrator does.
 * @throws AppError `id_malformed` at `nationalId`; `id_taken` {customerId} at `nationalId`, which leaves the
 *   transaction usable; what `checkNewPassword` refuses at `password`; `forbidden` for other staff
 */
export async function createCustomer(
  tx: Tx,
  actor: SystemActor | StaffActor,
  customer: NewCustomer,
): Promise<{ id: string }> {
  if (actor.kind === 'staff') authorize(actor, 'customer:create')
  const { password, name, email, phone, locale, isDemo = false } = customer
  const nationalId = parseLoginId(customer.nationalId)
  if (password !== null) checkNewPassword('password', password, [name, nationalId])
  await refuseTaken(tx, nationalId)
  const id = newId()
  const { index, version } = blindIndex(nationalId)
  const now = clock.now()
  const { count } = await tx.customer.createMany({
    data: {
      id,
      accountId: newAccountId(),
      nationalIdSealed: seal(nationalId, sealContext(id)),
      nationalIdIndex: index,
      nationalIdIndexVersion: version,
      name,
      email: email.toLowerCase(),
      phone,
      locale,
      passwordHash: password === null ? null : await hashPassword(password),
      passwordChangedAt: now,
      isDemo,
      createdAt: now,
    },
    // A violation of the unique index would end the whole transaction.
    skipDuplicates: true,
  })
  if (count === 0) {
    await refuseTaken(tx, nationalId)
    throw new Error('an account ID came up twice')
  }
  await writeNameWords(tx, id, name)
  await recordEvent(tx, actor, {
    action: 'customer.created',
    customerId: id,
    object: { kind: 'customer', id },
  })
  return { id }
}

/** The unique index sees one key version only. */
async function refuseTaken(tx: Tx, nationalId: string): Promise<void> {
  const taken = await findByNationalId(tx, nationalId)
  if (taken) throw fieldError('nationalId', 'id_taken', { customerId: taken.id })
}

/** Stands in certificate subjects instead of the national ID: says nothing, and is easily read aloud. */
function newAccountId(): string {
  const alphabet = 'ABCDEFGHJKMNPQRSTVWXYZ23456789'
  return Array.from({ length: 16 }, () => alphabet[randomInt(alphabet.length)]).join('')
}
