import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { database } from '@/lib/db/client'
import { isId } from '@/lib/db/is-id'
import { fieldError } from '@/lib/errors'

/**
 * The id of the customer that the filter names, by account ID or by that id itself; null when it names none.
 * @throws AppError `customer_unknown` at `whom`
 */
export async function findWhom(actor: Actor, typed: string): Promise<string | null> {
  authorize(actor, 'audit:read')
  const text = typed.normalize('NFKC').replace(/\s/g, '')
  if (!text) return null
  if (!/^[A-Z0-9-]{1,64}$/i.test(text)) throw fieldError('whom', 'customer_unknown')
  const found = await database().customer.findFirst({
    where: isId(text) ? { id: text } : { accountId: { in: [text, text.toUpperCase()] } },
    select: { id: true },
  })
  if (!found) throw fieldError('whom', 'customer_unknown')
  return found.id
}
