import 'server-only'
import { clock } from '@/lib/clock'
import { env } from '@/lib/env'
import { addDays, type Day, dayOf } from './date-window'

/** The last days offered at a click, counted from today in the deployment's time zone. */
export function lastDayPresets(): { key: `form_days_${30 | 90 | 365}`; day: Day }[] {
  const today = dayOf(clock.now(), env().SIGNET_TIME_ZONE)
  return ([30, 90, 365] as const).map((days) => ({ key: `form_days_${days}`, day: addDays(today, days) }))
}
