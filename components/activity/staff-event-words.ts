import type { ActivityEvent } from '@/lib/audit/list-activity'
import type { Locale } from '@/lib/i18n/locales'
import { type MessageKey, messagesOf, translate } from '@/lib/i18n/messages'
import { translator } from '@/lib/i18n/translator'
import { eventWords } from './event-words'

/** The sentence of an event for staff: what the customer's own Activity says, but where that speaks to the customer. */
export function staffEventWords(locale: Locale, event: ActivityEvent): string {
  const shared = translate(locale, 'activity')
  const own = messagesOf(locale, 'deskCustomer')
  const ownWords = translator(locale, own)
  return eventWords(
    (key: MessageKey<'activity'>, values) =>
      `event_${key}` in own ? ownWords(`event_${key}`, values) : shared(key, values),
    locale,
    event,
  )
}
