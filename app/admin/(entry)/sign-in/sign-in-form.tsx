'use client'
import { ActionForm } from '@/components/ui/action-form'
import { TextField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { type ClientMessages, translator } from '@/lib/i18n/translator'
import type { FormAction } from '@/lib/server/action'

/** E-mail address, password and code, always together: what is asked for tells nothing of the account. */
export function StaffSignInForm({
  action,
  next,
  messages,
}: {
  action: FormAction<never>
  next: string
  messages: ClientMessages
}) {
  const t = translator(messages.locale, messages.messages)
  return (
    <ActionForm action={action} className="grid gap-5">
      {({ errors, pending }) => (
        <>
          <input type="hidden" name="next" value={next} />
          <TextField
            id="email"
            label={t('form_email')}
            error={errors.email}
            type="email"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
          />
          <TextField
            id="password"
            label={t('form_password')}
            error={errors.password}
            type="password"
            autoComplete="current-password"
            required
          />
          <TextField
            id="code"
            label={t('form_code')}
            hint={t('form_code_hint')}
            error={errors.code}
            data-secret
            autoComplete="one-time-code"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            mono
          />
          <SubmitButton pending={pending} pendingLabel={t('form_submitting')}>
            {t('form_submit')}
          </SubmitButton>
        </>
      )}
    </ActionForm>
  )
}
