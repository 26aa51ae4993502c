import { describe, expect, it } from 'vitest'
import { dialects } from '@/lib/signing/dialects'
import { readRequest } from '@/lib/signing/read-request'
import { signAs } from '@/test/sign-as'
import {
  accessKey,
  bySession,
  bySignature,
  hashOf,
  hmac,
  now,
  record,
  signed,
  unsigned,
  withRecord,
  withSession,
} from '@/test/verify-input'
import { decide } from './decide'
import type { KeyRecord } from './key-record'
import type { VerifyInput } from './verify-input'

describe('a key', () => {
  it.each(dialects.flatMap((one) => dialects.map((other) => ({ one, other }))))(
    'of $one, used as $other',
    ({ one, other }) => {
      if (other === 'session') return expect(decide({ ...bySession, session: null }).code).toBe('unknown_key')
      const secret = 'sgs_secret'
      const facts = signAs[other](unsigned, {
        accessKey,
        secret,
        passphrase: 'phrase',
        timeMs: now.getTime(),
      })
      const proof =
        one === 'basic' ? ({ kind: 'hashed', hash: hashOf('api-secret', secret) } as const) : hmac(secret)
      const input = withRecord({ dialect: one, proof })({ ...bySignature, request: readRequest(facts) })
      expect(decide(input).code).toBe(one === other ? 'ok' : 'unknown_key')
    },
  )

  it.each([
    ['there is none', { record: null }],
    ['the record is of another', { record: { ...record, accessKey: 'sgk_otherKey' } }],
    ['its dialect is not taken here', { deployment: { environment: 'live', dialects: ['okx'] } }],
  ] as [string, Partial<VerifyInput>][])('is unknown when %s', (_, change) => {
    expect(decide({ ...bySignature, ...change }).code).toBe('unknown_key')
  })

  it.each([
    ['another key', { keyId: 'key2' }],
    ['another customer', { customerId: 'customer2' }],
    ['no key', { keyId: null }],
  ])('is not that of a session of %s', (_, change) => {
    expect(decide(withSession(change)(bySession)).code).toBe('unknown_key')
  })

  it('may be missing in an account login', () => {
    const login = withSession({ keyId: null })(
      withRecord({ id: null, accessKey: null, proof: null })(bySession),
    )
    expect(decide(login).code).toBe('ok')
    // Without a proof there is nothing that a signature or a secret could match.
    expect(decide(withRecord({ proof: null })(bySignature)).code).toBe('bad_signature')
  })

  it('of basic is known by its hash', () => {
    const facts = signAs.basic(unsigned, { accessKey, secret: 'sgs_secret', timeMs: 0 })
    const hashed = (secret: string) => ({ kind: 'hashed', hash: hashOf('api-secret', secret) }) as const
    const code = (proof: KeyRecord['proof']) =>
      decide(withRecord({ dialect: 'basic', proof })({ ...bySignature, request: readRequest(facts) })).code
    expect(code(hashed('sgs_secret'))).toBe('ok')
    expect(code(hashed('sgs_other'))).toBe('bad_signature')
    expect(code(hmac('sgs_secret'))).toBe('bad_signature')
    expect(code({ kind: 'hashed', hash: Buffer.alloc(0) })).toBe('bad_signature')
  })

  it('of okx needs its passphrase as well', () => {
    const facts = (passphrase: string) =>
      readRequest(
        signAs.okx(unsigned, { accessKey, secret: 'sgs_secret', passphrase, timeMs: now.getTime() }),
      )
    const code = (passphrase: string, passphraseHash: Buffer | null) =>
      decide(withRecord({ dialect: 'okx', passphraseHash })({ ...bySignature, request: facts(passphrase) }))
        .code
    expect(code('phrase', hashOf('api-passphrase', 'phrase'))).toBe('ok')
    expect(code('Phrase', hashOf('api-passphrase', 'phrase'))).toBe('bad_signature')
    expect(code('anything', null)).toBe('ok')
    expect(decide(withRecord({ passphraseHash: hashOf('api-passphrase', 'phrase') })(bySignature)).code).toBe(
      'bad_signature',
    )
  })
})

describe('a rotated secret', () => {
  const until = (instant: string) =>
    withRecord({
      proof: hmac('sgs_new'),
      previous: { proof: hmac('sgs_old'), madeAt: now, validBefore: new Date(instant) },
    })(bySignature)
  const by = (secret: string, input: VerifyInput) =>
    decide({ ...input, request: readRequest(signed(secret)) })

  it('is good beside the new one until its end', () => {
    expect(by('sgs_new', until('2026-11-26T05:00:00Z'))).toMatchObject({ code: 'ok', provenBy: 'current' })
    expect(by('sgs_old', until('2026-11-26T04:00:00.001Z'))).toMatchObject({
      code: 'ok',
      provenBy: 'previous',
    })
    expect(by('sgs_old', until('2026-11-26T04:00:00.000Z')).code).toBe('bad_signature')
    expect(by('sgs_new', until('2026-11-26T03:00:00Z')).code).toBe('ok')
    expect(by('sgs_older', until('2026-11-26T05:00:00Z')).code).toBe('bad_signature')
  })
})

describe('the time of a request', () => {
  const code = (
    offsetMs: number,
    dialect: 'signet' | 'binance' | 'okx' | 'bybit' | 'mexc' | 'gate',
    window?: string,
  ) => {
    const timeMs = now.getTime() + offsetMs
    const facts = signAs[dialect](unsigned, {
      accessKey,
      secret: 'sgs_secret',
      passphrase: 'p',
      timeMs,
      ...(window ? { window } : {}),
    })
    return decide(withRecord({ dialect })({ ...bySignature, request: readRequest(facts) })).code
  }
  const out = 'timestamp_out_of_window'
  it.each([
    ['signet', undefined, -30_000, 29_999],
    ['okx', undefined, -30_000, 29_999],
    ['gate', undefined, -60_000, 59_000],
    ['binance', undefined, -5_000, 999],
    ['binance', '60000', -60_000, 999],
    ['binance', '1', -1, 999],
    ['mexc', undefined, -5_000, 999],
    ['bybit', undefined, -5_000, 999],
    ['bybit', '20000', -20_000, 999],
  ] as const)('%s, window %s: from %d to %d ms', (dialect, window, first, last) => {
    expect(code(first, dialect, window)).toBe('ok')
    expect(code(last, dialect, window)).toBe('ok')
    expect(code(first - 1, dialect, window)).toBe(out)
    expect(code(last + (dialect === 'gate' ? 1_000 : 1), dialect, window)).toBe(out)
  })

  it.each(['signet', 'binance', 'bybit', 'mexc'] as const)('in seconds is no time of %s', (dialect) => {
    expect(code(-now.getTime() + now.getTime() / 1000, dialect)).toBe(out)
  })
  it('in milliseconds is no time of gate', () => {
    expect(code(now.getTime() * 999, 'gate')).toBe(out)
  })
  it.each(['signet', 'okx', 'gate', 'bybit'] as const)('in a year is too early for %s', (dialect) => {
    expect(code(365 * 86_400_000, dialect)).toBe(out)
  })
})
