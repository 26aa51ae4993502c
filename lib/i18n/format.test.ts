import { describe, expect, it } from 'vitest'
import { formatDate, formatDateTime, formatNumber, formatRelative, hourIn, timeZoneName } from './format'

const taipei = 'Asia/Taipei'
const at = (iso: string) => new Date(iso)

describe('formatDate and formatDateTime', () => {
  it.each([
    ['en', taipei, '2026-11-05T00:41:00Z', '5 Nov 2026', '5 Nov 2026, 08:41'],
    ['zh-TW', taipei, '2026-11-05T00:41:00Z', '2026年11月5日', '2026年11月5日 08:41'],
    // The day is the zone's, not UTC's.
    ['en', taipei, '2026-11-05T16:00:00Z', '6 Nov 2026', '6 Nov 2026, 00:00'],
    ['en', 'UTC', '2026-11-05T16:00:00Z', '5 Nov 2026', '5 Nov 2026, 16:00'],
  ] as const)('%s %s %s', (locale, zone, iso, date, dateTime) => {
    expect(formatDate(locale, zone, at(iso))).toBe(date)
    expect(formatDateTime(locale, zone, at(iso))).toBe(dateTime)
  })
})

describe('formatRelative', () => {
  const now = at('2026-11-05T00:41:00Z') // 08:41 in Taipei
  it.each([
    ['2026-11-05T00:40:30Z', 'now', '現在'],
    ['2026-11-05T00:37:00Z', '4 minutes ago', '4 分鐘前'],
    ['2026-11-04T23:41:00Z', '1 hour ago', '1 小時前'],
    // 15:30 UTC is 23:30 in Taipei: another calendar day, nine hours ago.
    ['2026-11-04T15:30:00Z', 'yesterday', '昨天'],
    ['2026-11-08T00:00:00Z', 'in 3 days', '3 天後'],
    ['2026-09-01T00:00:00Z', '1 Sept 2026', '2026年9月1日'],
  ])('%s', (iso, english, chinese) => {
    expect(formatRelative('en', taipei, at(iso), now)).toBe(english)
    expect(formatRelative('zh-TW', taipei, at(iso), now)).toBe(chinese)
  })
})

it('tells the hour of the day in a zone', () => {
  expect(hourIn(taipei, at('2026-11-05T16:00:00Z'))).toBe(0)
  expect(hourIn('UTC', at('2026-11-05T16:00:00Z'))).toBe(16)
})

it('groups digits', () => {
  expect(formatNumber('en', 12345)).toBe('12,345')
  expect(formatNumber('zh-TW', 12345)).toBe('12,345')
})

it('names the time zone as people do', () => {
  expect(timeZoneName('en', taipei)).toBe('Taiwan Time')
  expect(timeZoneName('zh-TW', taipei)).toBe('台灣時間')
})
