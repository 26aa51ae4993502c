'use client'
import type { ReactNode } from 'react'
import { RecoveryCodes } from '@/components/desk/recovery-codes'
import { OtpInput } from '@/components/step-up/otp-input'
import { ActionForm } from '@/components/ui/action-form'
import { ButtonLink } from '@/components/ui/button'
import { SubmitButton } from '@/components/ui/submit-button'
import { type ClientMessages, translator } from '@/lib/i18n/translator'
import type { FormAction } from '@/lib/server/action'

/**
 * Asks for the first code; when it was right, shows the recovery codes in place of everything.
 * @param open false once there is nothing to confirm any more: then only `children` are shown
 */
export function SetUpForm({
  action,
  open,
  next,
  messages,
  children,
}: {
  action: FormAction<{ recoveryCodes: string[] }>
  open: boolean
  next: string
  messages: ClientMessages
  children: ReactNode
}) {
  const t = translator(messages.locale, messages.messages)
  const done = (
    <ButtonLink href={next} look="primary" replace className="justify-self-start">
      {t('codes_done')}
    </ButtonLink>
  )
  // One form throughout: the page drops what it asked for in the same answer that brings the codes.
  return (
    <ActionForm action={action} className="grid gap-5">
      {({ state, errors, pending }) => {
        if (state?.ok) return <RecoveryCodes codes={state.data.recoveryCodes} done={done} t={t} />
        if (!open) return children
        return (
          <>
            {children}
            <OtpInput id="code" label={t('setup_code')} hint={t('setup_code_hint')} error={errors.code} />
            <SubmitButton pending={pending} pendingLabel={t('setup_submitting')}>
              {t('setup_submit')}
            </SubmitButton>
          </>
        )
      }}
    </ActionForm>
  )
}
