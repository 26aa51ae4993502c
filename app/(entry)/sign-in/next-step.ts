import type { ActionState } from '@/lib/server/action'

export type SentCode = {
  channel: 'sms' | 'email'
  resendSeconds: number
  /** Milliseconds since 1970; tells one sending from the next. */
  sentAt: number
}

/**
 * What the form asks for. `password`: ID and password · `offer`: the same, or a code instead of waiting ·
 * `demand`: only with a code · `code`: the six digits too.
 */
export type SignInStep = { name: 'password' | 'offer' | 'demand' | 'code'; sent: SentCode | null }

export const firstStep: SignInStep = { name: 'password', sent: null }

/** The step that an answer leads to: never back from a code that was asked for. */
export function nextStep(step: SignInStep, state: ActionState<SentCode>): SignInStep {
  if (!state) return step
  if (state.ok) return state.data === step.sent ? step : { name: 'code', sent: state.data }
  if ('code' in state.fieldErrors) return step.name === 'code' ? step : { ...step, name: 'code' }
  if (step.name === 'code') return step
  if (state.code === 'sign_in_code_required')
    return step.name === 'demand' ? step : { ...step, name: 'demand' }
  if (state.code === 'sign_in_throttled') return step.name === 'offer' ? step : { ...step, name: 'offer' }
  return step
}
