'use client'
import { ActionForm } from '@/components/ui/action-form'
import { TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { type ClientMessages, translator } from '@/lib/i18n/translator'
import type { FormAction } from '@/lib/server/action'
import { NewPasswordFields } from './new-password-fields'

const formId = 'password'

/** Present password, new one, new one again; empty again once it is done. */
export function PasswordForm({
  action,
  minLength,
  messages,
}: {
  action: FormAction<{ ended: number }>
  minLength: number
  messages: ClientMessages
}) {
  const t = translator(messages.locale, messages.messages)
  const clear = () => {
    const form = document.getElementById(formId)
    if (form instanceof HTMLFormElement) form.reset()
  }
  return (
    <ActionForm action={action} onDone={clear} id={formId} className="grid max-w-[26rem] gap-5">
      {({ state, pending, errors }) => (
        <>
          {state?.ok && (
            <Notice tone="ok" live>
              <p>{t('password_done', { count: state.data.ended })}</p>
            </Notice>
          )}
          <TextField
            id="presentPassword"
            label={t('password_present')}
            error={errors.presentPassword}
            type="password"
            autoComplete="current-password"
            required
          />
          <NewPasswordFields
            words={{
              password: t('password_new'),
              hint: t('password_hint', { min: minLength }),
              again: t('password_again'),
            }}
            errors={errors}
          />
          <SubmitButton
            pending={pending}
            pendingLabel={t('password_changing')}
            className="justify-self-start"
          >
            {t('password_submit')}
          </SubmitButton>
        </>
      )}
    </ActionForm>
  )
}
