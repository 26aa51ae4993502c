import { describe, expect, it } from 'vitest'
import { toWindow } from './date-window'
import { statusOf } from './status-of'

const state = (now: string, firstDay: string | null, lastDay: string | null, status: 'active' | 'inactive') =>
  statusOf({ status, ...toWindow({ firstDay, lastDay }, 'Asia/Taipei') }, new Date(now))

describe('statusOf, around midnight in Taipei', () => {
  it.each([
    ['2026-11-21T00:00:00Z', null, null, 'active', 'active'],
    ['2026-11-21T00:00:00Z', null, null, 'inactive', 'inactive'],
    ['2026-11-20T15:59:59.999Z', '2026-11-21', null, 'active', 'not_yet_valid'],
    ['2026-11-20T16:00:00Z', '2026-11-21', null, 'active', 'active'],
    ['2026-11-21T15:59:59.999Z', null, '2026-11-21', 'active', 'expiring'],
    ['2026-11-21T16:00:00Z', null, '2026-11-21', 'active', 'expired'],
    ['2026-11-21T16:00:00Z', null, '2026-11-21', 'inactive', 'inactive'],
    ['2026-11-21T16:00:00Z', null, '2026-12-05', 'active', 'expiring'],
    ['2026-11-21T15:59:59.999Z', null, '2026-12-05', 'active', 'active'],
    ['2026-11-20T00:00:00Z', '2026-11-21', '2026-11-22', 'active', 'not_yet_valid'],
  ] as const)('%s, %s to %s, %s: %s', (now, first, last, status, expected) => {
    expect(state(now, first, last, status)).toBe(expected)
  })
})
