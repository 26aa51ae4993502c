import { describe, expect, test } from 'vitest'
import { auditActions } from '@/lib/audit/actions'
import type { ActivityEvent } from '@/lib/audit/list-activity'
import { locales } from '@/lib/i18n/locales'
import { staffEventWords } from './staff-event-words'

const event = (action: ActivityEvent['action'], detail: ActivityEvent['detail']): ActivityEvent => ({
  ...{ id: '', at: new Date(0), action, detail, actorKind: 'staff', address: null, userAgent: null },
})

describe.each(locales)('in %s', (locale) => {
  test.each(auditActions)(
    '%s speaks of the customer, not to them, and leaves who did it to its line',
    (action) => {
      for (const provedBy of ['certificate:4a11', 'otp:sms']) {
        const words = staffEventWords(locale, event(action, { provedBy, confirmedBy: provedBy, count: 2 }))
        expect(words.length).toBeGreaterThan(2)
        expect(words).not.toMatch(/\byou(r|rs)?\b|您|^Support |^客服人員/i)
      }
    },
  )
})

test('says what the customer’s own page says of everything else', () => {
  expect(staffEventWords('en', event('key.created', { name: 'A' }))).toBe('API key “A” added')
})
