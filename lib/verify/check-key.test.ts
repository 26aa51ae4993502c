import { describe, expect, it } from 'vitest'
import { toWindow } from '@/lib/keys/date-window'
import { readNetworks } from '@/lib/net/addresses-cover'
import { ask, bySession, bySignature, certificate, now, withRecord } from '@/test/verify-input'
import { decide } from './decide'
import type { PresentedCertificate } from './key-record'

describe('addresses, dates, accounts, permissions', () => {
  it.each([
    ['203.0.113.7', ['203.0.113.7'], 'ok'],
    ['203.0.113.7', ['203.0.113.0/24', '2001:db8::/32'], 'ok'],
    ['::ffff:203.0.113.7', ['203.0.113.0/24'], 'ok'],
    ['203.0.113.7', ['::ffff:203.0.113.0/120'], 'ok'],
    ['2001:db8::7', ['2001:db8::/32'], 'ok'],
    ['2001:db9::7', ['2001:db8::/32'], 'ip_not_allowed'],
    ['203.0.114.7', ['203.0.113.0/24'], 'ip_not_allowed'],
    ['203.0.113.7', [], 'ip_not_allowed'],
    ['', ['0.0.0.0/0', '::/0'], 'ip_not_allowed'],
    ['203.0.113.7, 10.0.0.1', ['0.0.0.0/0'], 'ip_not_allowed'],
    ['', null, 'ok'],
  ])('%j in %j: %s', (clientAddress, list, code) => {
    const allowlist = list && readNetworks(list)
    expect(decide(withRecord({ allowlist })({ ...bySignature, clientAddress })).code).toBe(code)
  })

  it.each([
    ['2026-11-26', '2026-11-26', 'ok'],
    ['2026-11-27', null, 'key_not_yet_valid'],
    [null, '2026-11-25', 'key_expired'],
  ])('from %s to %s: %s', (firstDay, lastDay, code) => {
    expect(decide(withRecord(toWindow({ firstDay, lastDay }, 'Asia/Taipei'))(bySignature)).code).toBe(code)
  })

  it.each([
    [null, 'account2', 'ok'],
    [['account1'], null, 'ok'],
    [['account1'], 'account2', 'account_not_allowed'],
    [[], 'account1', 'account_not_allowed'],
  ])('accounts %j, wanted %s: %s', (accounts, account, code) => {
    expect(decide(withRecord({ accounts })(ask({ account })(bySignature))).code).toBe(code)
  })

  it('a permission is its whole name', () => {
    const code = (permission: string | null) => decide(ask({ permission })(bySignature)).code
    expect(['orders', 'orders.', 'orders.rea', 'ORDERS.READ', '', '*'].map(code)).toEqual(
      Array(6).fill('permission_missing'),
    )
    expect(code(null)).toBe('ok')
  })
})

describe('a certificate', () => {
  it.each([
    ['ended, and not needed', { notAfter: new Date('2026-11-01T00:00:00Z') }, false, 'ok'],
    ['revoked, and not needed', { revoked: true }, false, 'ok'],
    ["somebody else's, and not needed", { customerId: 'customer2' }, false, 'certificate_mismatch'],
    ['not valid yet', { notBefore: new Date('2026-12-01T00:00:00Z') }, true, 'certificate_expired'],
    ['in its last instant', { notAfter: now }, true, 'ok'],
    ['of another thumbprint, without a session', { thumbprint: 'thumbprint2' }, true, 'ok'],
  ])('%s', (_, change, certificateNeeded, code) => {
    const input = { ...bySignature, certificate: { ...certificate, ...change } }
    expect(decide(withRecord({ certificateNeeded })(input)).code).toBe(code)
  })

  it('of a session must be the one it was opened with, live, at each use', () => {
    const code = (given: PresentedCertificate | null) => decide({ ...bySession, certificate: given }).code
    expect(code(certificate)).toBe('ok')
    expect(code(null)).toBe('certificate_required')
    expect(code({ ...certificate, thumbprint: 'thumbprint2' })).toBe('certificate_mismatch')
    expect(code({ ...certificate, revoked: true })).toBe('certificate_revoked')
    expect(code({ ...certificate, notAfter: new Date('2026-11-01T00:00:00Z') })).toBe('certificate_expired')
  })
})
