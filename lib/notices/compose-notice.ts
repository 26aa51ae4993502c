import 'server-only'
import { env } from '@/lib/env'
import { formatDate, formatDateTime } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'
import { messagesOf } from '@/lib/i18n/messages'
import { type MessageValues, translator } from '@/lib/i18n/translator'
import { deviceName } from '@/lib/net/device-name'
import type { NoticeBody } from './notice-body'
import type { NoticeChannel, NoticeTemplate, NoticeValues } from './templates'

/**
 * Writes a message in the customer's language. An SMS has no subject; days are in the deployment's zone.
 * @param options.again support sends it once more: an e-mail says so first, since it tells of what is past
 */
export function composeNotice<T extends NoticeTemplate>(
  locale: Locale,
  channel: NoticeChannel,
  template: T,
  values: NoticeValues[T],
  { again = false } = {},
): NoticeBody {
  const { SIGNET_ORIGIN: origin, SIGNET_TIME_ZONE: timeZone } = env()
  const t = translator(locale, messagesOf(locale, 'notices'))
  const shown = Object.entries<string | number | Date>(values).map(([name, value]) => {
    if (value instanceof Date)
      return [name, (name === 'at' ? formatDateTime : formatDate)(locale, timeZone, value)]
    if (name === 'ticket') return [name, value && t('ticket', { ticket: value })]
    return [name, name === 'userAgent' ? deviceName(`${value}`) : value]
  })
  const all: MessageValues = { ...Object.fromEntries(shown), origin }
  const code = 'code' in values ? { code: values.code } : {}
  if (channel === 'sms') return { subject: '', text: t(`${template}_sms`, all), ...code }
  const before = again ? `${t('sent_again')}\n\n` : ''
  const text = `${before}${t(`${template}_body`, all)}\n\n${t('closing', all)}\n`
  return { subject: t(`${template}_subject`, all), text, ...code }
}
