'use client'
import { useEffect, useState } from 'react'
import { OtpInput } from '@/components/step-up/otp-input'
import { ResendButton } from '@/components/step-up/resend-button'
import type { FormView } from '@/components/ui/action-form'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Translate } from '@/lib/i18n/translator'
import { CodeOffer } from './code-offer'
import { firstStep, nextStep, type SentCode } from './next-step'

/** What stands below ID and password: a button, the offer of a code, or the code. */
export function SignInSteps({ view, t }: { view: FormView<SentCode>; t: Translate }) {
  const [step, setStep] = useState(firstStep)
  const now = nextStep(step, view.state)
  if (now !== step) setStep(now)
  const { name, sent } = now

  useEffect(() => {
    if (sent) document.getElementById('code')?.focus()
  }, [sent])

  const submit = (
    <SubmitButton name="intent" value="sign-in" pending={view.pending} pendingLabel={t('form_submitting')}>
      {t('form_submit')}
    </SubmitButton>
  )
  if (name === 'password') return submit
  if (name !== 'code')
    return (
      <>
        {name === 'offer' && submit}
        <CodeOffer primary={name === 'demand'} pending={view.pending} t={t} />
      </>
    )
  return (
    <>
      {sent && (
        <Notice tone="info" live>
          <p>{t('form_sent', { channel: sent.channel })}</p>
        </Notice>
      )}
      <input type="hidden" name="channel" value={sent?.channel ?? 'sms'} />
      <OtpInput id="code" label={t('form_code_label')} error={view.errors.code} />
      <div className="flex flex-wrap gap-3">
        {submit}
        <ResendButton
          key={sent?.sentAt}
          seconds={sent?.resendSeconds ?? 0}
          label={t('form_resend')}
          waiting={(seconds) => t('form_resend_wait', { seconds })}
          onResend={() => view.resubmit({ intent: 'send-code' })}
        />
      </div>
    </>
  )
}
