'use client'
import { useState } from 'react'
import { RecoveryCodes } from '@/components/desk/recovery-codes'
import { OtpInput } from '@/components/step-up/otp-input'
import { ActionForm } from '@/components/ui/action-form'
import { Button } from '@/components/ui/button'
import { SubmitButton } from '@/components/ui/submit-button'
import { type ClientMessages, translator } from '@/lib/i18n/translator'
import type { FormAction } from '@/lib/server/action'

/** Asks for a present code of the authenticator and shows the new recovery codes for it. */
export function CodesForm({
  action,
  messages,
}: {
  action: FormAction<{ recoveryCodes: string[] }>
  messages: ClientMessages
}) {
  const t = translator(messages.locale, messages.messages)
  const [round, setRound] = useState(0)
  const done = (
    <Button onClick={() => setRound(round + 1)} className="justify-self-start">
      {t('codes_done')}
    </Button>
  )
  return (
    <ActionForm key={round} action={action} id="codes" className="grid max-w-[26rem] gap-5">
      {({ state, errors, pending }) =>
        state?.ok ? (
          <RecoveryCodes codes={state.data.recoveryCodes} done={done} t={t} />
        ) : (
          <>
            <OtpInput id="code" label={t('renew_code')} hint={t('renew_code_hint')} error={errors.code} />
            <SubmitButton
              look="plain"
              pending={pending}
              pendingLabel={t('renew_submitting')}
              className="justify-self-start"
            >
              {t('renew_submit')}
            </SubmitButton>
          </>
        )
      }
    </ActionForm>
  )
}
