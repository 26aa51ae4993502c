import { describe, expect, it } from 'vitest'
import { readNetworks } from '@/lib/net/addresses-cover'
import { readRequest } from '@/lib/signing/read-request'
import {
  ask,
  bySession,
  bySignature,
  type Change,
  claim,
  count,
  now,
  signed,
  unsigned,
  withCertificate,
  withRecord,
  withSession,
} from '@/test/verify-input'
import { decide } from './decide'
import { type Reason, reasons } from './reasons'
import type { VerifyInput } from './verify-input'

/** For each reason, what makes it apply, in such a way that others can apply at once. */
const faults: Record<Reason, Change> = {
  malformed_request: (input) => ({ ...input, request: readRequest({ ...unsigned, headers: [] }) }),
  rate_limited_address: count({ addressExceeded: true }),
  unknown_key: withRecord({ dialect: 'gate', customerId: 'customer2' }),
  bad_signature: claim({ signature: Buffer.alloc(32) }),
  timestamp_out_of_window: claim({ timestampMs: now.getTime() - 30_001 }),
  replayed_request: count({ replayed: true }),
  body_not_available: claim({ signedString: null }),
  customer_suspended: withRecord({ customerSuspended: true }),
  key_inactive: withRecord({ on: false }),
  key_not_yet_valid: withRecord({ validFrom: new Date('2026-11-27T00:00:00Z') }),
  key_expired: withRecord({ validBefore: now }),
  environment_mismatch: withRecord({ environment: 'paper' }),
  ip_not_allowed: withRecord({ allowlist: readNetworks(['198.51.100.0/24']) }),
  certificate_required: (input) => ({ ...withRecord({ certificateNeeded: true })(input), certificate: null }),
  certificate_expired: withCertificate({ notAfter: new Date('2026-11-01T00:00:00Z') }),
  certificate_revoked: withCertificate({ revoked: true }),
  certificate_mismatch: withCertificate({ customerId: 'customer2' }),
  session_ended: withSession({ endedReason: 'key_edited' }),
  session_expired: withSession({ validBefore: now }),
  account_not_allowed: ask({ account: 'account2' }),
  permission_missing: ask({ permission: 'orders.trade' }),
  rate_limited: count({ keyExceeded: true }),
}

const ofSignatures = ['bad_signature', 'timestamp_out_of_window', 'body_not_available'] as const
const ofSessions = ['session_ended', 'session_expired'] as const
const isOf = (list: readonly Reason[], reason: Reason) => list.includes(reason)
/** A fault of signatures can't meet one of sessions; what excludes each other leaves the first. */
function baseFor(...wanted: Reason[]): VerifyInput | null {
  const signs = wanted.some((reason) => isOf(ofSignatures, reason))
  const logsIn = wanted.some((reason) => isOf(ofSessions, reason))
  if (signs && logsIn) return null
  return logsIn ? bySession : bySignature
}

describe('each reason', () => {
  it.each(reasons)('%s', (reason) => {
    const input = baseFor(reason) as VerifyInput
    expect(decide(input)).toMatchObject({ decision: 'allow', code: 'ok', told: 'ok', provenBy: 'current' })
    const told = reasons.indexOf(reason) < reasons.indexOf('timestamp_out_of_window')
    expect(decide(faults[reason](input))).toMatchObject({
      decision: 'deny',
      code: reason,
      // Before the proof, and without one, a stranger learns nothing.
      told: told || reason === 'body_not_available' ? 'invalid_credentials' : reason,
    })
  })

  const pairs = reasons.flatMap((first, at) => reasons.slice(at + 1).map((second) => ({ first, second })))
  it.each(pairs.filter(({ first, second }) => baseFor(first, second)))('$first before $second', (pair) => {
    const both = faults[pair.first](faults[pair.second](baseFor(pair.first, pair.second) as VerifyInput))
    // Nothing but body that was not seen can be told of its signature.
    const judged = pair.first === 'bad_signature' && pair.second === 'body_not_available'
    expect(decide(both).code).toBe(judged ? 'body_not_available' : pair.first)
  })

  it('has a row for each adjacent pair', () => {
    const adjacent = reasons.slice(1).map((second, at) => ({ first: reasons[at] as Reason, second }))
    const left = adjacent.filter(({ first, second }) => !baseFor(first, second))
    expect(left).toEqual([])
  })
})

describe('what is told', () => {
  it('is nothing about the key as long as its signature can not be verified', () => {
    const unseen = faults.body_not_available(bySignature)
    for (const reason of ['timestamp_out_of_window', 'replayed_request'] as const)
      expect(decide(faults[reason](unseen))).toMatchObject({ code: reason, told: 'invalid_credentials' })
    const suspended = faults.customer_suspended(faults.bad_signature(bySignature))
    expect(decide(suspended)).toMatchObject({ code: 'bad_signature', told: 'invalid_credentials' })
  })

  it('is the skew of the clock', () => {
    const fast = {
      ...bySignature,
      request: readRequest(signed('sgs_secret', unsigned, now.getTime() + 45_000)),
    }
    expect(decide(fast)).toMatchObject({ code: 'timestamp_out_of_window', skewMs: 45_000 })
    expect(decide(bySession)).toMatchObject({ skewMs: null })
  })

  it('is that a session ended, whatever else is wrong, and when its key is gone', () => {
    const ended = faults.session_ended(bySession)
    expect(decide(faults.key_inactive(ended))).toMatchObject({
      code: 'key_inactive',
      endedReason: 'key_edited',
    })
    expect(decide({ ...ended, record: null })).toMatchObject({ code: 'session_ended', told: 'session_ended' })
    expect(decide({ ...bySession, record: null })).toMatchObject({ code: 'unknown_key' })
    expect(decide({ ...ended, request: bySignature.request, record: null })).toMatchObject({
      code: 'unknown_key',
      endedReason: null,
    })
  })
})
