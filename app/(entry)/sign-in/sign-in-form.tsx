'use client'
import { ActionForm } from '@/components/ui/action-form'
import { TextField } from '@/components/ui/field'
import { type ClientMessages, translator } from '@/lib/i18n/translator'
import type { FormAction } from '@/lib/server/action'
import type { SentCode } from './next-step'
import { SignInSteps } from './sign-in-steps'

/** ID and password; more only when the domain asks for more. */
export function SignInForm({
  action,
  next,
  messages,
}: {
  action: FormAction<SentCode>
  next: string
  messages: ClientMessages
}) {
  const t = translator(messages.locale, messages.messages)
  return (
    <ActionForm action={action} className="grid gap-5">
      {(view) => (
        <>
          <input type="hidden" name="next" value={next} />
          <TextField
            id="nationalId"
            label={t('form_id_label')}
            hint={t('form_id_hint')}
            error={view.errors.nationalId}
            mono
            autoComplete="username"
            autoCapitalize="characters"
            autoCorrect="off"
            spellCheck={false}
            required
          />
          <TextField
            id="password"
            label={t('form_password_label')}
            error={view.errors.password}
            type="password"
            autoComplete="current-password"
            required
          />
          <SignInSteps view={view} t={t} />
        </>
      )}
    </ActionForm>
  )
}
