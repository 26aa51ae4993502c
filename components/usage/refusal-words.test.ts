import { describe, expect, it } from 'vitest'
import { locales } from '@/lib/i18n/locales'
import { translate } from '@/lib/i18n/messages'
import { permissionWords } from '@/lib/policies/permission-words'
import { reasons } from '@/lib/verify/reasons'
import { refusalWords } from './refusal-words'

const refused = { address: '198.51.100.7', skewMs: -41_234, permission: 'orders.trade' }

describe.each(locales)('in %s', (locale) => {
  const t = translate(locale, 'usage')
  const words = (values: Partial<Parameters<typeof refusalWords>[1]>) =>
    refusalWords(t, { reason: 'bad_signature', ...refused, ...values }, permissionWords(locale))

  it.each(reasons)('%s says why, and what to do', (reason) => {
    const { why, todo } = words({ reason })
    for (const sentence of [why, todo]) {
      expect(sentence).toMatch(/[.。]$/)
      expect(sentence).not.toMatch(/[{}_]|undefined/)
    }
    expect(why).not.toBe(todo)
  })

  it('every reason has a sentence of its own', () => {
    expect(new Set(reasons.map((reason) => words({ reason }).why)).size).toBe(reasons.length)
  })

  it('says the address seen, the seconds and the permission by its name', () => {
    expect(words({ reason: 'ip_not_allowed' }).why).toContain('198.51.100.7')
    expect(words({ reason: 'timestamp_out_of_window' }).why).toContain('41.2')
    const label = permissionWords(locale).find(({ id }) => id === 'orders.trade')?.label
    expect(words({ reason: 'permission_missing' }).why).toContain(label)
  })

  it('tells a clock that is behind from one ahead, and both from a wrong unit', () => {
    const clocks = [-41_000, 41_000, -(2 ** 31) + 1].map((skewMs) =>
      words({ reason: 'timestamp_out_of_window', skewMs }),
    )
    expect(new Set(clocks.map(({ why }) => why)).size).toBe(3)
    expect(clocks[2]?.todo).not.toBe(clocks[0]?.todo)
  })

  it('has a sentence where the address or the permission is not known', () => {
    const unknown = [
      words({ reason: 'ip_not_allowed', address: '' }),
      words({ reason: 'permission_missing', permission: null }),
    ]
    for (const { why } of unknown) expect(why).not.toMatch(/“”|「」| {2}/)
  })

  it('sends nobody to add a permission for a request that no rule names', () => {
    const [named, unnamed] = [
      words({ reason: 'permission_missing' }),
      words({ reason: 'permission_missing', permission: null }),
    ]
    expect(named.todo).toMatch(/Give the key that permission|加上這項權限/)
    expect(unnamed.todo).not.toMatch(/Give the key|加上/)
    expect(unnamed.todo).toMatch(/service desk|客服人員/)
  })
})
