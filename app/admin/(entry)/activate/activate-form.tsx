'use client'
import { NewPasswordFields } from '@/components/account/new-password-fields'
import { ActionForm } from '@/components/ui/action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { type ClientMessages, translator } from '@/lib/i18n/translator'
import type { FormAction } from '@/lib/server/action'

/** A new password, twice. */
export function ActivateStaffForm({
  action,
  token,
  minLength,
  messages,
}: {
  action: FormAction<never>
  token: string
  minLength: number
  messages: ClientMessages
}) {
  const t = translator(messages.locale, messages.messages)
  return (
    <ActionForm action={action} className="grid gap-5">
      {({ errors, pending }) => (
        <>
          <input type="hidden" name="token" value={token} data-secret />
          <NewPasswordFields
            words={{
              password: t('password_new'),
              hint: t('password_hint', { min: minLength }),
              again: t('password_again'),
            }}
            errors={errors}
          />
          <SubmitButton pending={pending} pendingLabel={t('password_submitting')}>
            {t('password_submit')}
          </SubmitButton>
        </>
      )}
    </ActionForm>
  )
}
