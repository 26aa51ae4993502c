import 'server-only'
import { withConfirmation } from '@/lib/changes/confirmation'
import { translate } from '@/lib/i18n/messages'
import { currentLocale } from './preferences'

/** What an action answers when it did what it was asked for. */
export type Done<T> = {
  ok: true
  data: T
  /** Said beside it: that it is saved, but not yet confirmed by every gateway. */
  notice?: string
}

/** Does an act, and says so if not every gateway knows of it yet. */
export async function confirmed<T>(act: () => Promise<T>): Promise<Done<T>> {
  const { result: data, confirmed } = await withConfirmation(act)
  if (confirmed) return { ok: true, data }
  return { ok: true, data, notice: translate(await currentLocale(), 'errors')('saved_unconfirmed') }
}
