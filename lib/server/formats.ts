import 'server-only'
import { cache } from 'react'
import { clock } from '@/lib/clock'
import { env } from '@/lib/env'
import {
  formatDate,
  formatDateTime,
  formatNumber,
  formatRelative,
  formatTime,
  hourIn,
  timeZoneName,
} from '@/lib/i18n/format'
import { currentLocale } from './preferences'

/** Dates in the deployment's time zone and numbers, in the visitor's language. */
export const formats = cache(async () => {
  const locale = await currentLocale()
  const timeZone = env().SIGNET_TIME_ZONE
  return {
    date: (date: Date) => formatDate(locale, timeZone, date),
    time: (date: Date) => formatTime(locale, timeZone, date),
    dateTime: (date: Date) => formatDateTime(locale, timeZone, date),
    relative: (date: Date) => formatRelative(locale, timeZone, date, clock.now()),
    number: (value: number) => formatNumber(locale, value),
    /** The hour of the day now, 0 to 23. */
    get hour() {
      return hourIn(timeZone, clock.now())
    },
    /** The time zone's name, to stand beside a date field. */
    get zone() {
      return timeZoneName(locale, timeZone)
    },
  }
})
