'use client'
import { useEffect, useRef, useState } from 'react'
import type { FormView } from '@/components/ui/action-form'
import type { StepUpRequest } from '@/lib/factors/schema'
import type { ClientMessages } from '@/lib/i18n/translator'
import { OtpDialog, type SendCode } from './otp-dialog'

/** Loaded when it is first needed; any failure of the browser's storage means that there is no key. */
async function sign(request: StepUpRequest): Promise<Record<string, string> | null> {
  if (request.serials.length === 0) return null
  try {
    const { signStepUp } = await import('@/browser/sign-step-up')
    return await signStepUp(request)
  } catch {
    return null
  }
}

/** Answers a form's request for fresh proof: by signature once, else by code. */
export function StepUp<T>({
  view: { state, pending, errors, resubmit },
  sendCode,
  messages,
}: {
  view: FormView<T>
  sendCode: SendCode
  messages: ClientMessages
}) {
  const [asked, setAsked] = useState<StepUpRequest | null>(null)
  // A signature is tried once for each submission, so that a refused one leads to the code and not in a circle.
  const signed = useRef(false)
  const refusal = state?.ok === false ? state : null

  // biome-ignore lint/correctness/useExhaustiveDependencies: an answer is handled once, when it comes.
  useEffect(() => {
    if (!refusal) {
      signed.current = false
    } else if (refusal.stepUp) {
      const request = refusal.stepUp
      if (signed.current) return setAsked(request)
      signed.current = true
      sign(request).then((proof) => (proof ? resubmit(proof) : setAsked(request)))
    } else if (/^step_up_(expired|signature_refused)$/.test(refusal.code)) {
      resubmit({})
    } else if (!errors.stepUpCode) {
      signed.current = false
    }
  }, [state])

  const stillAsked = refusal?.stepUp ? refusal.stepUp.id === asked?.id : errors.stepUpCode !== undefined
  return (
    <OtpDialog
      key={asked?.id}
      open={asked !== null && stillAsked}
      request={asked}
      errors={errors}
      pending={pending}
      sendCode={sendCode}
      messages={messages}
      onClose={() => setAsked(null)}
    />
  )
}
