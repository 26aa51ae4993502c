'use client'
import { NewPasswordFields } from '@/components/account/new-password-fields'
import { ActionForm } from '@/components/ui/action-form'
import { TextField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { type ClientMessages, translator } from '@/lib/i18n/translator'
import type { FormAction } from '@/lib/server/action'

/** The ID number, and the new password twice. */
export function ActivateForm({
  action,
  token,
  minLength,
  messages,
}: {
  action: FormAction<null>
  token: string
  minLength: number
  messages: ClientMessages
}) {
  const t = translator(messages.locale, messages.messages)
  return (
    <ActionForm action={action} className="grid gap-5">
      {({ pending, errors }) => (
        <>
          <input type="hidden" name="token" value={token} data-secret />
          <TextField
            id="nationalId"
            label={t('form_id')}
            hint={t('form_id_hint')}
            error={errors.nationalId}
            mono
            autoComplete="username"
            autoCapitalize="characters"
            autoCorrect="off"
            spellCheck={false}
            required
          />
          <NewPasswordFields
            words={{
              password: t('form_password'),
              hint: t('form_password_hint', { min: minLength }),
              again: t('form_again'),
            }}
            errors={errors}
          />
          <SubmitButton pending={pending} pendingLabel={t('form_pending')}>
            {t('form_submit')}
          </SubmitButton>
        </>
      )}
    </ActionForm>
  )
}
