import 'server-only'
import type { Prisma, SqlTx } from '@/lib/db/client'
import type { Contact } from '@/lib/db/lock-customer'
import { enqueueNotice } from './enqueue-notice'
import type { NoticeTemplate, NoticeValues } from './templates'

/**
 * Tells a customer by e-mail of something that happened on the account, once its transaction commits.
 * @param contact looked up when left out; `lockCustomer` returns it
 * @param alongside a statement to be done in the same go: the act's event
 */
export async function notifyCustomer<T extends NoticeTemplate>(
  tx: SqlTx,
  customerId: string,
  template: T,
  values: NoticeValues[T],
  contact?: Contact,
  alongside?: Prisma.Sql,
): Promise<void> {
  await enqueueNotice(tx, { to: { customerId }, channel: 'email', template, values, contact, alongside })
}
