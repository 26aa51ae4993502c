import { describe, expect, it } from 'vitest'
import { addDays, dayOf, isDay, toDays, toWindow } from './date-window'

const taipei = 'Asia/Taipei'

describe('a window in Taipei', () => {
  it('goes from the first instant of the first day to the first after the last', () => {
    const window = toWindow({ firstDay: '2026-12-31', lastDay: '2026-12-31' }, taipei)
    expect(window.validFrom?.toISOString()).toBe('2026-12-30T16:00:00.000Z')
    expect(window.validBefore?.toISOString()).toBe('2026-12-31T16:00:00.000Z')
    expect(toDays(window, taipei)).toEqual({ firstDay: '2026-12-31', lastDay: '2026-12-31' })
  })

  it('has no end where there is no day', () => {
    const window = toWindow({ firstDay: null, lastDay: null }, taipei)
    expect(window).toEqual({ validFrom: null, validBefore: null })
    expect(toDays(window, taipei)).toEqual({ firstDay: null, lastDay: null })
  })

  it.each([
    ['2026-11-21T15:59:59.999Z', '2026-11-21'],
    ['2026-11-21T16:00:00.000Z', '2026-11-22'],
    ['2026-12-31T15:59:59.999Z', '2026-12-31'],
    ['2026-12-31T16:00:00.000Z', '2027-01-01'],
  ])('%s is on %s', (instant, day) => {
    expect(dayOf(new Date(instant), taipei)).toBe(day)
  })
})

describe('a window where clocks change', () => {
  it.each([
    // Midnight was skipped in São Paulo; the day has 23 hours.
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00.000Z', '2018-11-05T02:00:00.000Z'],
    ['Europe/Berlin', '2026-10-25', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
    ['America/New_York', '2026-03-08', '2026-03-08T05:00:00.000Z', '2026-03-09T04:00:00.000Z'],
  ])('%s %s', (zone, day, from, before) => {
    const window = toWindow({ firstDay: day, lastDay: day }, zone)
    expect([window.validFrom?.toISOString(), window.validBefore?.toISOString()]).toEqual([from, before])
    expect(toDays(window, zone)).toEqual({ firstDay: day, lastDay: day })
  })
})

describe('days', () => {
  it.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-12-31', 90, '2027-03-31'],
    ['2026-03-01', -1, '2026-02-28'],
  ])('%s and %i days: %s', (day, days, result) => {
    expect(addDays(day, days)).toBe(result)
  })

  it.each([
    ['2026-11-21', true],
    ['2028-02-29', true],
    ['2026-02-29', false],
    ['2026-13-01', false],
    ['2026-00-10', false],
    ['2026-1-1', false],
    ['1999-12-31', false],
    ['20260-01-01', false],
    ['2026-11-21T00:00', false],
    ['21.11.2026', false],
    ['', false],
  ])('isDay(%s): %s', (text, expected) => {
    expect(isDay(text)).toBe(expected)
  })
})
