import type { Locale } from './locales'

/** English days read `5 Nov 2026` and hours `08:41`, as the rest of the English text does. */
const tags: Record<Locale, string> = { en: 'en-GB', 'zh-TW': 'zh-TW' }

const day: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric' }
const time: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }

const dateFormats = new Map<string, Intl.DateTimeFormat>()
const numberFormats = new Map<Locale, Intl.NumberFormat>()
const relativeFormats = new Map<Locale, Intl.RelativeTimeFormat>()

/** Making an Intl formatter costs far more than using it, so each is made once. */
function once<K, V>(cache: Map<K, V>, key: K, make: () => V): V {
  const known = cache.get(key)
  if (known !== undefined) return known
  const made = make()
  cache.set(key, made)
  return made
}

function dateFormat(locale: Locale, timeZone: string, kind: string, options: Intl.DateTimeFormatOptions) {
  return once(
    dateFormats,
    `${locale} ${timeZone} ${kind}`,
    () => new Intl.DateTimeFormat(tags[locale], { ...options, timeZone }),
  )
}

/** The calendar day in a time zone: `5 Nov 2026`, `2026年11月5日`. */
export function formatDate(locale: Locale, timeZone: string, date: Date): string {
  return dateFormat(locale, timeZone, 'date', day).format(date)
}

/** The day and the minute in a time zone: `5 Nov 2026, 08:41`, `2026年11月5日 08:41`. */
export function formatDateTime(locale: Locale, timeZone: string, date: Date): string {
  return dateFormat(locale, timeZone, 'dateTime', { ...day, ...time }).format(date)
}

/** The minute of the day in a time zone: `08:41`. */
export function formatTime(locale: Locale, timeZone: string, date: Date): string {
  return dateFormat(locale, timeZone, 'time', time).format(date)
}

/** The hour of the day in a time zone, 0 to 23. */
export function hourIn(timeZone: string, date: Date): number {
  return Number(dateFormat('en', timeZone, 'hour', { hour: '2-digit', hourCycle: 'h23' }).format(date))
}

/** Days since 1970 of the calendar day in a time zone: two of them differ by whole days. */
function dayNumber(timeZone: string, date: Date): number {
  const parts = dateFormat('en', timeZone, 'parts', { day: 'numeric', month: 'numeric', year: 'numeric' })
  const of = Object.fromEntries(parts.formatToParts(date).map(({ type, value }) => [type, Number(value)]))
  return Date.UTC(of.year ?? 1970, (of.month ?? 1) - 1, of.day ?? 1) / 86_400_000
}

/** How far from `now`, in the largest unit that says it; a day and more by the calendar; past a month the date. */
export function formatRelative(locale: Locale, timeZone: string, date: Date, now: Date): string {
  const relative = once(
    relativeFormats,
    locale,
    () => new Intl.RelativeTimeFormat(tags[locale], { numeric: 'auto' }),
  )
  const seconds = Math.trunc((date.getTime() - now.getTime()) / 1000)
  if (Math.abs(seconds) < 60) return relative.format(0, 'second')
  if (Math.abs(seconds) < 3600) return relative.format(Math.trunc(seconds / 60), 'minute')
  const days = dayNumber(timeZone, date) - dayNumber(timeZone, now)
  if (days === 0) return relative.format(Math.trunc(seconds / 3600), 'hour')
  if (Math.abs(days) <= 30) return relative.format(days, 'day')
  return formatDate(locale, timeZone, date)
}

/** `12,345`. */
export function formatNumber(locale: Locale, value: number): string {
  return once(numberFormats, locale, () => new Intl.NumberFormat(tags[locale])).format(value)
}

/** What people call the time zone: `Taiwan Time`, `台灣時間`. */
export function timeZoneName(locale: Locale, timeZone: string): string {
  const parts = dateFormat(locale, timeZone, 'zone', { timeZoneName: 'shortGeneric' }).formatToParts(0)
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
}
