'use server'
import { sendCodeSchema } from '@/lib/factors/schema'
import { sendStepUpOtp } from '@/lib/factors/send-step-up-otp'
import { action } from './action'
import { sentCodeView } from './sent-code-view'

/** Sends a one-time password for a step-up that a form has been asked for; `StepUpForm` takes it as a prop. */
export const sendCodeAction = action(sendCodeSchema, async ({ id, channel }, actor) =>
  sentCodeView(await sendStepUpOtp(actor, { stepUpId: id, channel })),
)
