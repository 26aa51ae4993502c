import { describe, expect, test } from 'vitest'
import { locales } from '@/lib/i18n/locales'
import type { KeyKind } from '@/lib/signing/dialects'
import { composeNotice } from './compose-notice'
import type { NoticeValues } from './templates'

const staffAct = { at: new Date('2027-11-20T16:00:00Z'), ticket: 'TN-7' }
const certificateEnd = { certificateId: 'c1', serialNumber: '4a11', at: staffAct.at }

const values: NoticeValues = {
  otp_sign_in: { code: '407318', minutes: 5 },
  otp_certificate_issue: { code: '407318', minutes: 5, fingerprint: 'AB12 CD34' },
  otp_certificate_renew: { code: '407318', minutes: 5, fingerprint: 'AB12 CD34' },
  otp_key_create: { code: '407318', minutes: 5 },
  otp_key_widen: { code: '407318', minutes: 5 },
  otp_key_rotate: { code: '407318', minutes: 5 },
  certificate_issued: { serialNumber: '4a11', notAfter: new Date('2027-11-20T16:00:00Z') },
  certificate_ending: { ...certificateEnd, days: 14 },
  certificate_ended: certificateEnd,
  certificate_renewed: {
    ...{ serialNumber: '4a11', notAfter: new Date('2027-11-20T16:00:00Z') },
    ...{ oldSerialNumber: '5b22', until: new Date('2027-11-27T16:00:00Z') },
  },
  certificate_revoked: { serialNumber: '4a11', at: new Date('2027-11-20T16:00:00Z'), address: '192.0.2.1' },
  certificate_revoked_by_key: { serialNumber: '4a11', at: staffAct.at, address: '192.0.2.1' },
  key_created: { name: 'Rebalancer', accessKey: 'AK1', kind: 'hmac' },
  key_changed: { name: 'Rebalancer', accessKey: 'AK1' },
  key_rotated: { name: 'Rebalancer', accessKey: 'AK1', kind: 'hmac', hours: 12 },
  key_deleted: { name: 'Rebalancer', accessKey: 'AK1' },
  key_new_address: {
    ...{ name: 'Rebalancer', accessKey: 'AK1' },
    ...{ addresses: '192.0.2.1, 2001:db8::/64', at: staffAct.at },
  },
  key_refused_often: { name: 'Rebalancer', accessKey: 'AK1', count: 30 },
  key_leaked: { name: 'Rebalancer', accessKey: 'AK1', at: staffAct.at },
  signin_throttled: { address: '192.0.2.1' },
  password_changed: { address: '192.0.2.1' },
  signin_new_device: { address: '192.0.2.1', userAgent: 'Firefox' },
  activation: { link: 'https://signet.example/activate?token=x', hours: 24 },
  activated: { address: '192.0.2.1' },
  staff_key_deactivated: {
    at: new Date('2027-11-20T16:00:00Z'),
    ticket: 'T-1',
    name: 'Rebalancer',
    accessKey: 'AK1',
  },
  staff_certificate_revoked: { at: new Date('2027-11-20T16:00:00Z'), ticket: 'T-1', serialNumber: '4a11' },
  staff_api_session_ended: { at: new Date('2027-11-20T16:00:00Z'), ticket: 'T-1', address: '192.0.2.1' },
  staff_sessions_ended: { at: new Date('2027-11-20T16:00:00Z'), ticket: 'T-1', count: 2 },
  staff_unlocked: { at: new Date('2027-11-20T16:00:00Z'), ticket: 'T-1' },
  staff_suspended: staffAct,
  staff_restored: staffAct,
  staff_activation_started: { ...staffAct, to: '09•• ••• 318' },
  staff_contact_changed: { ...staffAct, email: 'w•••@example.com', phone: '09•• ••• 318' },
  desk_activation: { link: 'https://signet.example/admin/activate?token=x', hours: 24 },
  desk_activated: { address: '192.0.2.1' },
  desk_signin_new_device: { address: '192.0.2.1', userAgent: 'Firefox' },
  desk_signin_throttled: { address: '192.0.2.1' },
  desk_authenticator_set_up: { address: '192.0.2.1' },
  desk_recovery_code_used: { address: '192.0.2.1', left: 9 },
  desk_recovery_codes_made: { address: '192.0.2.1' },
  desk_password_changed: { address: '192.0.2.1' },
  desk_role_changed: { at: new Date('2027-11-20T16:00:00Z') },
  desk_disabled: { at: new Date('2027-11-20T16:00:00Z') },
  desk_enabled: { at: new Date('2027-11-20T16:00:00Z') },
  desk_authenticator_reset: { at: new Date('2027-11-20T16:00:00Z') },
}

describe.each(locales)('in %s', (locale) => {
  test.each(Object.keys(values) as (keyof NoticeValues)[])('%s says every value', (template) => {
    const { subject, text } = composeNotice(locale, 'email', template, values[template])
    expect(subject).toBeTruthy()
    // Words are chosen by the kind, which is none of them.
    const { kind: _, ...said } = { kind: null, ...values[template] }
    for (const value of Object.values(said))
      expect(`${subject} ${text}`).toContain(value instanceof Date ? '2027' : String(value))
    expect(`${subject} ${text}`).not.toMatch(/[{}]|undefined/)
  })

  test.each([
    'otp_sign_in',
    'otp_certificate_issue',
    'otp_certificate_renew',
    'otp_key_create',
    'otp_key_widen',
    'otp_key_rotate',
  ] as const)('%s goes by SMS too, says what it is for and that nobody asks for it', (template) => {
    const { subject, text, code } = composeNotice(locale, 'sms', template, values[template])
    expect({ subject, code }).toEqual({ subject: '', code: '407318' })
    expect(text).toContain('407318')
    expect(text).toMatch(/never ask|絕不會索取/)
    expect(text.length).toBeLessThan(160)
    const mail = composeNotice(locale, 'email', template, values[template])
    expect(mail.subject).not.toContain('407318')
  })

  test.each(['key_created', 'key_rotated'] as const)('%s: of a key pair nothing was shown', (template) => {
    const say = (kind: KeyKind) => {
      const { subject, text } = composeNotice(locale, 'email', template, { ...values[template], kind })
      return `${subject} ${text}`
    }
    for (const kind of ['hmac', 'hashed'] as const)
      expect(say(kind)).toMatch(/shown once in the browser|密鑰僅於瀏覽器顯示一次/)
    expect(say('ed25519')).not.toMatch(/shown|顯示一次|new secret|更換密鑰|舊密鑰/)
    expect(say('ed25519')).toMatch(/private key .*was never sent to us|私鑰從未傳送給我們/)
  })
})

test('a day is written as the deployment’s zone has it', () => {
  const { text } = composeNotice('en', 'email', 'certificate_issued', values.certificate_issued)
  expect(text).toContain('21 Nov 2027')
})

test('an act of support says the minute, and the ticket only when there is one', () => {
  const { text } = composeNotice('en', 'email', 'staff_suspended', values.staff_suspended)
  expect(text).toContain('21 Nov 2027, 00:00')
  expect(text).toContain('Ticket number: TN-7')
  const without = composeNotice('en', 'email', 'staff_suspended', { ...values.staff_suspended, ticket: '' })
  expect(without.text).not.toContain('Ticket')
})

test('a link to choose a password with goes by SMS too', () => {
  const { subject, text } = composeNotice('zh-TW', 'sms', 'activation', values.activation)
  expect(subject).toBe('')
  expect(text).toContain(values.activation.link)
})
