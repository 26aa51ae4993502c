import { describe, expect, test } from 'vitest'
import { locales } from '@/lib/i18n/locales'
import { composeNotice } from './compose-notice'
import type { NoticeValues } from './templates'

const values: NoticeValues = {
  otp_sign_in: { code: '407318', minutes: 5 },
  otp_certificate_issue: { code: '407318', minutes: 5, fingerprint: 'AB12 CD34' },
  otp_key_create: { code: '407318', minutes: 5 },
  otp_key_widen: { code: '407318', minutes: 5 },
  certificate_issued: { serialNumber: '4a11', notAfter: new Date('2027-11-20T16:00:00Z') },
  key_created: { name: 'Rebalancer', accessKey: 'AK1' },
  key_changed: { name: 'Rebalancer', accessKey: 'AK1' },
  key_deleted: { name: 'Rebalancer', accessKey: 'AK1' },
  signin_throttled: { address: '192.0.2.1' },
  password_changed: { address: '192.0.2.1' },
  signin_new_device: { address: '192.0.2.1', userAgent: 'Firefox' },
}

describe.each(locales)('in %s', (locale) => {
  test.each(Object.keys(values) as (keyof NoticeValues)[])('%s says every value', (template) => {
    const { subject, text } = composeNotice(locale, 'email', template, values[template])
    expect(subject).toBeTruthy()
    for (const value of Object.values(values[template]))
      expect(`${subject} ${text}`).toContain(value instanceof Date ? '2027' : String(value))
    expect(`${subject} ${text}`).not.toMatch(/[{}]|undefined/)
  })

  test.each(['otp_sign_in', 'otp_certificate_issue', 'otp_key_create', 'otp_key_widen'] as const)(
    '%s goes by SMS too, says what it is for and that nobody asks for it',
    (template) => {
      const { subject, text, code } = composeNotice(locale, 'sms', template, values[template])
      expect({ subject, code }).toEqual({ subject: '', code: '407318' })
      expect(text).toContain('407318')
      expect(text).toMatch(/never ask|絕不會索取/)
      expect(text.length).toBeLessThan(160)
      const mail = composeNotice(locale, 'email', template, values[template])
      expect(mail.subject).not.toContain('407318')
    },
  )
})

test('a day is written as the deployment’s zone has it', () => {
  const { text } = composeNotice('en', 'email', 'certificate_issued', values.certificate_issued)
  expect(text).toContain('21 Nov 2027')
})
