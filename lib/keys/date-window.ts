import { TZDate } from '@date-fns/tz'

/** A calendar day, `YYYY-MM-DD`, in the deployment's time zone. */
export type Day = string

/** Days as a person gives them, both inclusive; null is no control. */
export type Days = { firstDay: Day | null; lastDay: Day | null }

/** The same as instants: from `validFrom` on, and before `validBefore`. */
export type DateWindow = { validFrom: Date | null; validBefore: Date | null }

/** From the first instant of the first day to the first one after the last day. */
export function toWindow({ firstDay, lastDay }: Days, timeZone: string): DateWindow {
  return {
    validFrom: firstDay ? startOfDay(firstDay, 0, timeZone) : null,
    validBefore: lastDay ? startOfDay(lastDay, 1, timeZone) : null,
  }
}

/** The days that a window was made of. */
export function toDays({ validFrom, validBefore }: DateWindow, timeZone: string): Days {
  return {
    firstDay: validFrom && dayOf(validFrom, timeZone),
    lastDay: validBefore && dayOf(new Date(validBefore.getTime() - 1), timeZone),
  }
}

/** The calendar day of an instant. */
export function dayOf(instant: Date, timeZone: string): Day {
  return isoDay(new TZDate(instant, timeZone))
}

/** `days` after a day (before it when negative), by the calendar. */
export function addDays(day: Day, days: number): Day {
  const { year, month, date } = partsOf(day)
  return new Date(Date.UTC(year, month, date + days)).toISOString().slice(0, 10)
}

/** Whether the text is a day that the calendar has, between 2000 and 2999. */
export function isDay(text: string): boolean {
  return /^2\d{3}-\d{2}-\d{2}$/.test(text) && addDays(text, 0) === text
}

/** Where summer time skips midnight, the day begins when the clock does. */
function startOfDay(day: Day, offsetDays: number, timeZone: string): Date {
  const { year, month, date } = partsOf(day)
  return new Date(new TZDate(year, month, date + offsetDays, timeZone).getTime())
}

function partsOf(day: Day): { year: number; month: number; date: number } {
  const [year = Number.NaN, month = Number.NaN, date = Number.NaN] = day.split('-').map(Number)
  return { year, month: month - 1, date }
}

function isoDay(date: Date): Day {
  const pad = (value: number, width: number) => String(value).padStart(width, '0')
  return `${pad(date.getFullYear(), 4)}-${pad(date.getMonth() + 1, 2)}-${pad(date.getDate(), 2)}`
}
