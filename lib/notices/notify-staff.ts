import 'server-only'
import type { SqlTx } from '@/lib/db/client'
import { enqueueNotice } from './enqueue-notice'
import type { NoticeTemplate, NoticeValues } from './templates'

/** Tells a member of staff by e-mail of something that happened to their own sign-in, once its transaction commits. */
export async function notifyStaff<T extends NoticeTemplate>(
  tx: SqlTx,
  staffId: string,
  template: T,
  values: NoticeValues[T],
): Promise<void> {
  await enqueueNotice(tx, { to: { staffId }, channel: 'email', template, values })
}
