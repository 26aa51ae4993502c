import type { Locale } from '@/lib/i18n/locales'
import { messagesOf } from '@/lib/i18n/messages'
import { type MessageValues, translator } from '@/lib/i18n/translator'

/** What a subject may ask for where its values were not kept. */
const unknown = '…'

/**
 * The subject under which a message was sent, in the reader's language: which message it was, without what it said.
 * @param values as kept with the message; null where it held a code or a link
 */
export function noticeSubject(locale: Locale, template: string, values: unknown): string {
  const messages = messagesOf(locale, 'notices')
  const key = `${template}_subject`
  if (!(key in messages)) return template
  const kept = { name: unknown, kind: '', ...(values as MessageValues | null) }
  return translator(locale, messages)(key, kept)
}
