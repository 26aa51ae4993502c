'use client'
import { ActionForm } from '@/components/ui/action-form'
import { Choice } from '@/components/ui/choice'
import { TextField } from '@/components/ui/field'
import { Fieldset } from '@/components/ui/fieldset'
import { SelectField } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextareaField } from '@/components/ui/textarea-field'
import { type ClientMessages, translator } from '@/lib/i18n/translator'
import type { FormAction } from '@/lib/server/action'

const plain = { autoComplete: 'off', autoCorrect: 'off', spellCheck: false, required: true } as const

/** What is asked of a new member of staff. */
export function MemberForm({
  action,
  roles,
  messages,
}: {
  action: FormAction<null>
  /** Each with what it may do. */
  roles: { value: string; label: string; can: string }[]
  messages: ClientMessages
}) {
  const t = translator(messages.locale, messages.messages)
  return (
    <ActionForm action={action} className="grid max-w-[36rem] gap-5">
      {({ pending, errors }) => (
        <>
          <TextField id="name" label={t('new_name')} error={errors.name} {...plain} />
          <TextField
            id="email"
            type="email"
            label={t('new_email')}
            hint={t('new_email_hint')}
            error={errors.email}
            {...plain}
          />
          <Fieldset id="role" legend={t('new_role')} error={errors.role}>
            {roles.map(({ value, label, can }) => (
              <Choice key={value} id={`role-${value}`} name="role" value={value} label={label} hint={can} />
            ))}
          </Fieldset>
          <SelectField
            id="locale"
            label={t('new_locale')}
            error={errors.locale}
            options={[
              { value: 'zh-TW', label: '中文' },
              { value: 'en', label: 'English' },
            ]}
          />
          <TextareaField
            id="reason"
            label={t('new_reason')}
            hint={t('new_reason_hint')}
            error={errors.reason}
            required
          />
          <TextField id="ticket" label={t('new_ticket')} error={errors.ticket} autoComplete="off" />
          <SubmitButton pending={pending} pendingLabel={t('new_pending')} className="justify-self-start">
            {t('new_submit')}
          </SubmitButton>
        </>
      )}
    </ActionForm>
  )
}
