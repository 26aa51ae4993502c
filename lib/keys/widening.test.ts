import { describe, expect, it } from 'vitest'
import { toWindow } from './date-window'
import { type Reach, wideningOf } from './widening'

const now = new Date('2026-11-21T04:00:00Z')
type Row = { permissions?: string[]; allowlist?: string[] | null; days?: [string | null, string | null] }

function reach({ permissions = ['market.read'], allowlist = null, days = [null, null] }: Row): Reach {
  return { permissions, allowlist, ...toWindow({ firstDay: days[0], lastDay: days[1] }, 'Asia/Taipei') }
}

describe('wideningOf', () => {
  it.each<[string, Row, Row, string[]]>([
    ['nothing', {}, {}, []],
    ['a permission more', {}, { permissions: ['market.read', 'orders.trade'] }, ['permissions']],
    ['a permission less', { permissions: ['a', 'b'] }, { permissions: ['b'] }, []],
    ['a permission for another', { permissions: ['a'] }, { permissions: ['b'] }, ['permissions']],
    ['a list for anywhere', {}, { allowlist: ['203.0.113.1'] }, []],
    ['anywhere for a list', { allowlist: ['203.0.113.1'] }, {}, ['addresses']],
    ['an address less', { allowlist: ['203.0.113.1', '203.0.113.2'] }, { allowlist: ['203.0.113.2'] }, []],
    ['another address', { allowlist: ['203.0.113.1'] }, { allowlist: ['203.0.113.2'] }, ['addresses']],
    ['an address of the range', { allowlist: ['203.0.113.0/24'] }, { allowlist: ['203.0.113.9'] }, []],
    [
      'the range of an address',
      { allowlist: ['203.0.113.9'] },
      { allowlist: ['203.0.113.0/24'] },
      ['addresses'],
    ],
    ['halves as one', { allowlist: ['10.0.0.0/25', '10.0.0.128/25'] }, { allowlist: ['10.0.0.0/24'] }, []],
    ['IPv6 beside all IPv4', { allowlist: ['0.0.0.0/0'] }, { allowlist: ['::1'] }, ['addresses']],
    ['a later last day', { days: [null, '2026-12-01'] }, { days: [null, '2026-12-02'] }, ['dates']],
    ['no last day', { days: [null, '2026-12-01'] }, {}, ['dates']],
    ['an earlier last day', { days: [null, '2026-12-01'] }, { days: [null, '2026-11-30'] }, []],
    ['a last day', {}, { days: [null, '2026-12-01'] }, []],
    ['an earlier first day', { days: ['2026-12-05', null] }, { days: ['2026-12-04', null] }, ['dates']],
    ['no first day', { days: ['2026-12-05', null] }, {}, ['dates']],
    ['no first day where it had passed', { days: ['2026-11-01', null] }, {}, []],
    ['a later first day', { days: ['2026-12-05', null] }, { days: ['2026-12-06', null] }, []],
    ['an ended key extended', { days: [null, '2026-11-01'] }, { days: [null, '2026-12-01'] }, ['dates']],
    [
      'all three',
      { allowlist: ['203.0.113.1'], days: [null, '2026-12-01'] },
      { permissions: ['x'], days: [null, null] },
      ['permissions', 'addresses', 'dates'],
    ],
  ])('%s', (_name, old, next, expected) => {
    expect(wideningOf(reach(old), reach(next), now)).toEqual(expected)
  })
})
