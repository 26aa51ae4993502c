import { describe, expect, it } from 'vitest'
import { bearer, get, reasonOf, setHeader, signer } from '@/test/changed-request'
import { signAs } from '@/test/sign-as'
import { readRequest } from './read-request'
import type { RequestFacts } from './request'

describe('the dialect', () => {
  it.each([
    ['none', [], 'credentials_missing'],
    [
      'a header that only looks like one',
      [
        ['Timestamp', '1'],
        ['X-BAPI-SIGN-TYPE', '2'],
      ],
      'credentials_missing',
    ],
    ['an unknown scheme', [['Authorization', 'Digest x']], 'header_malformed'],
    ['a scheme alone', [['Authorization', 'Basic']], 'header_malformed'],
    [
      'two schemes',
      [
        ['Authorization', 'Basic x'],
        ['authorization', 'Bearer y'],
      ],
      'header_doubled',
    ],
  ] as [string, RequestFacts['headers'], string][])('%s', (_, headers, reason) => {
    expect(reasonOf({ ...get, headers }, {})).toBe(reason)
  })

  const signed = Object.entries(signAs).map(([dialect, sign]) => ({ dialect, facts: sign(get, signer) }))
  const all = [...signed, { dialect: 'session', facts: bearer }]
  it.each(all.flatMap((one) => all.map((other) => ({ one, other }))))(
    '$one.dialect beside $other.dialect',
    ({ one, other }) => {
      const both = { headers: [...one.facts.headers, ...other.facts.headers] }
      const reason = reasonOf(one.facts, both)
      const sameHeader = [one, other].every(({ dialect }) => ['basic', 'session'].includes(dialect))
      if (one === other || sameHeader) expect(reason).toBe('header_doubled')
      else expect(reason).toBe('dialects_mixed')
    },
  )

  it('is told by any one of its headers, in any case', () => {
    expect(readRequest({ ...get, headers: [['SIGNET-SIGNATURE', 'x']] })).toEqual({
      ok: false,
      reason: 'header_missing',
      where: 'signet-key',
      dialect: 'signet',
    })
  })
})

/** Each header of a dialect: missing, doubled, empty, 16 kB, not ASCII. */
describe('every header', () => {
  const each = [...Object.values(signAs).map((sign) => sign(get, signer)), bearer].flatMap((facts) =>
    facts.headers
      .map(([name]) => name.toLowerCase())
      .filter((name) => !['host', 'x-bapi-sign-type'].includes(name))
      .map((name) => ({ name, facts })),
  )
  it.each(each)('$name', ({ name, facts }) => {
    const [, value = ''] = facts.headers.find(([other]) => other.toLowerCase() === name) ?? []
    const missing = reasonOf(facts, setHeader(name))
    if (name === 'x-bapi-recv-window') expect(missing).toBe(null)
    else expect(missing).toMatch(/^(header|credentials)_missing$/)
    expect(reasonOf(facts, setHeader(name, value, value))).toBe('header_doubled')
    for (const bad of ['', `${value} `, ` ${value}`, `${value}中`, `${value}\n`, 'x'.repeat(16_000)])
      if (name !== 'ok-access-passphrase' || bad.length > 1_000 || /[^ -~]/.test(bad))
        expect(reasonOf(facts, setHeader(name, bad)), bad.slice(0, 60)).toMatch(
          /^(header|signature|timestamp)_malformed$/,
        )
  })

  it.each(["' OR 1=1 --", 'ключ_ключ', 'k'.repeat(10_000), 'sgk_a,sgk_b', 'short'])(
    'access key %j',
    (key) => {
      expect(reasonOf(signAs.signet(get, signer), setHeader('signet-key', key))).toBe('header_malformed')
    },
  )
})
