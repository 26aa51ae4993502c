import type { ActivityEvent } from '@/lib/audit/list-activity'
import { defaultLocale, isLocale } from '@/lib/i18n/locales'
import type { MessageKey } from '@/lib/i18n/messages'
import type { MessageValues, Translate } from '@/lib/i18n/translator'
import { noticeSubject } from './notice-subject'

type ActivityKey = MessageKey<'activity'>

/** What the sentences may ask for and an event may not have. */
const missing: MessageValues = {
  ...{ way: '', newDevice: '', channel: '', purpose: '', proof: '', reason: '', act: '', format: '' },
  ...{ name: '', serialNumber: '', revokedFor: '', changes: '', what: '' },
  ...{ failures: 0, count: 0, days: 0, endedSessions: 0, overlapHours: 0 },
  ...{ password: '', renews: 'none', verdict: '', code: '' },
  ...{ from: '', to: '', ok: '', complete: '', factor: '', stage: '', linkSent: '', known: '', subject: '' },
  ...{ rule: '', addresses: '', keyName: '', kind: '' },
}

/** The sentence of an event in the reader's language. */
export function eventWords(t: Translate<ActivityKey>, locale: string, event: ActivityEvent): string {
  return t(event.action.replaceAll('.', '_') as ActivityKey, valuesOf(t, locale, event))
}

function valuesOf(
  t: Translate<ActivityKey>,
  locale: string,
  { detail, actorKind }: ActivityEvent,
): MessageValues {
  const values = { ...missing }
  for (const [name, value] of Object.entries(detail))
    if (typeof value === 'string' || typeof value === 'number') values[name] = value
    else if (typeof value === 'boolean') values[name] = String(value)
  values.by = actorKind
  if (typeof detail.template === 'string') {
    values.known = 'yes'
    values.subject = noticeSubject(isLocale(locale) ? locale : defaultLocale, detail.template, detail)
  }
  // ICU wants one word to choose by: `key-create`, `certificate:4a11…`.
  values.purpose = String(values.purpose).replaceAll('-', '_')
  values.proof = String(detail.provedBy ?? detail.confirmedBy ?? '').replace(/:.*/, '')
  if (Array.isArray(detail.changed)) {
    const changed = detail.changed.map((field) => t(`changed_${field}` as ActivityKey))
    values.changes = new Intl.ListFormat(locale, { type: 'conjunction' }).format(changed)
  }
  return values
}
