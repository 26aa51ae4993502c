import 'server-only'
import { env } from '@/lib/env'
import { type DateWindow, type Days, toDays } from './date-window'

/** A key's first and last day in the deployment's time zone. */
export function keyDays(key: DateWindow): Days {
  return toDays(key, env().SIGNET_TIME_ZONE)
}
