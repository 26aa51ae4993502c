import { expect, it } from 'vitest'
import type { ActionState } from '@/lib/server/action'
import { firstStep, nextStep, type SentCode, type SignInStep } from './next-step'

const sent: SentCode = { channel: 'sms', resendSeconds: 60, sentAt: 1 }
const refused = (code: string, field?: string): ActionState<SentCode> => ({
  ok: false,
  code,
  message: code,
  fieldErrors: field ? { [field]: code } : {},
})
const done: ActionState<SentCode> = { ok: true, data: sent }

it.each<[string, SignInStep['name'], ActionState<SentCode>, SignInStep['name']]>([
  ['nothing happened', 'password', null, 'password'],
  ['a wrong password', 'password', refused('credentials_refused', 'password'), 'password'],
  ['too many tries', 'password', refused('sign_in_throttled'), 'offer'],
  ['a wrong password after the wait', 'offer', refused('credentials_refused', 'password'), 'offer'],
  ['past the limit', 'offer', refused('sign_in_code_required'), 'demand'],
  ['a code sent', 'demand', done, 'code'],
  ['a wrong code', 'code', refused('sign_in_code_refused', 'code'), 'code'],
  ['codes asked for too often', 'code', refused('sign_in_throttled'), 'code'],
  ['a mistyped ID', 'code', refused('id_malformed', 'nationalId'), 'code'],
  ['a wrong code, answered without script', 'password', refused('sign_in_code_refused', 'code'), 'code'],
])('after %s at %s', (_what, from, state, to) => {
  const step = { name: from, sent: from === 'code' ? sent : null }
  expect(nextStep(step, state).name).toBe(to)
  // The same answer leads no further: the form would render without end.
  const once = nextStep(step, state)
  expect(nextStep(once, state)).toBe(once)
})

it('takes each sending for itself', () => {
  const step = nextStep(firstStep, done)
  expect(step.sent).toBe(sent)
  const again = { ...sent, sentAt: 2 }
  expect(nextStep(step, { ok: true, data: again }).sent).toBe(again)
})
