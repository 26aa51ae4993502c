import { describe, expect, test } from 'vitest'
import { auditActions } from '@/lib/audit/actions'
import type { ActivityEvent } from '@/lib/audit/list-activity'
import { locales } from '@/lib/i18n/locales'
import { translate } from '@/lib/i18n/messages'
import { eventWords } from './event-words'

const event = (action: ActivityEvent['action'], detail: ActivityEvent['detail'] = {}): ActivityEvent => ({
  id: '',
  at: new Date(0),
  action,
  detail,
  actorKind: 'customer',
  address: null,
  userAgent: null,
})
const say = (locale: (typeof locales)[number], ...about: Parameters<typeof event>) =>
  eventWords(translate(locale, 'activity'), locale, event(...about))

describe.each(locales)('in %s', (locale) => {
  test.each(auditActions)('%s is a sentence, even without detail', (action) => {
    const words = say(locale, action)
    expect(words.length).toBeGreaterThan(2)
    expect(words).not.toMatch(/[{}]|undefined|null/)
  })
})

test.each([
  ['key.created', { name: 'Rebalancer' }, 'API key “Rebalancer” added'],
  [
    'key.created',
    { name: 'Rebalancer', provedBy: 'otp:sms' },
    'API key “Rebalancer” added, confirmed with a one-time password',
  ],
  [
    'key.rotated',
    { name: 'A', kind: 'ed25519', overlapHours: 0 },
    'API key “A” got a new key pair; the old one ended at once',
  ],
  ['key.old_secret_ended', { name: 'A', kind: 'hmac' }, 'The old secret of API key “A” was ended'],
  [
    'key.updated',
    { name: 'A', changed: ['name', 'addresses', 'lastDay'] },
    'API key “A” changed: name, addresses, and last day',
  ],
  [
    'otp.sent',
    { purpose: 'key-create', channel: 'sms' },
    'A one-time password for a new API key was sent by SMS',
  ],
  ['otp.refused', { purpose: 'key-create', reason: 'otp_expired' }, 'A one-time password came too late'],
  [
    'stepup.confirmed',
    { purpose: 'key-widen', provedBy: 'certificate:4a11' },
    'Confirmed with your certificate, for a change to an API key',
  ],
  [
    'stepup.confirmed',
    { purpose: 'key-widen', provedBy: 'otp:sms' },
    'Confirmed with a one-time password, for a change to an API key',
  ],
  [
    'signin.succeeded',
    { way: 'password', newDevice: true },
    'Signed in with password, in a browser not seen before',
  ],
  ['signin.succeeded', { way: 'device', newDevice: false }, 'Signed in with password'],
  ['sessions.ended', { count: 3 }, 'All 3 other sessions were ended'],
] as const)('%s %j', (action, detail, words) => {
  expect(say('en', action, detail as ActivityEvent['detail'])).toBe(words)
})

test.each([
  ['key.deactivated', { name: 'A' }, 'Support deactivated API key “A”'],
  ['session.ended', {}, 'Support ended a session'],
  ['sessions.ended', { count: 2 }, 'Support ended all 2 sessions'],
  [
    'notice.resent',
    { template: 'key_created', name: 'A' },
    'Support sent you a message again: API key “A” was added',
  ],
  [
    'notice.resent',
    { template: 'key_rotated', name: 'A', kind: 'ed25519' },
    'Support sent you a message again: API key “A” got a new key pair',
  ],
  ['customer.unlocked', { what: 'codes' }, 'Support unlocked your account: one-time passwords work again'],
] as const)('%s %j by staff, without why', (action, detail, words) => {
  const told = { ...event(action, { ...detail, staffReason: 'secret', ticket: 'T' }), actorKind: 'staff' }
  expect(eventWords(translate('en', 'activity'), 'en', told)).toBe(words)
})
