'use client'
import { ActionForm } from '@/components/ui/action-form'
import { TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { SelectField } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import { type ClientMessages, translator } from '@/lib/i18n/translator'
import type { FormAction } from '@/lib/server/action'

const takenId = 'taken'
const plain = { autoComplete: 'off', autoCorrect: 'off', spellCheck: false, required: true } as const

/** What is asked of a new customer. */
export function CustomerForm({
  action,
  messages,
}: {
  /** `takenBy`: where the customer is who has this ID already. */
  action: FormAction<{ takenBy: string }>
  messages: ClientMessages
}) {
  const t = translator(messages.locale, messages.messages)
  return (
    <ActionForm
      action={action}
      onDone={() => document.getElementById(takenId)?.focus()}
      className="grid max-w-[30rem] gap-5"
    >
      {({ state, pending, errors }) => (
        <>
          {state?.ok && (
            <div id={takenId} tabIndex={-1} className="outline-none">
              <Notice tone="bad" live>
                <p>{t('new_form_taken')}</p>
                <a
                  href={state.data.takenBy}
                  className="justify-self-start py-1 font-semibold text-accent underline underline-offset-4"
                >
                  {t('new_form_taken_link')}
                </a>
              </Notice>
            </div>
          )}
          <TextField
            id="name"
            label={t('new_form_name')}
            hint={t('new_form_name_hint')}
            error={errors.name}
            {...plain}
          />
          {/* A browser keeps none of it while an administrator signs in again. */}
          <div data-secret className="contents">
            <TextField
              id="nationalId"
              label={t('new_form_id')}
              hint={t('new_form_id_hint')}
              error={errors.nationalId}
              mono
              autoCapitalize="characters"
              {...plain}
            />
          </div>
          <TextField id="email" label={t('new_form_email')} error={errors.email} type="email" {...plain} />
          <TextField
            id="phone"
            label={t('new_form_phone')}
            hint={t('new_form_phone_hint')}
            error={errors.phone}
            type="tel"
            {...plain}
          />
          <SelectField
            id="locale"
            label={t('new_form_locale')}
            error={errors.locale}
            options={[
              { value: 'zh-TW', label: t('new_form_locale_zh') },
              { value: 'en', label: t('new_form_locale_en') },
            ]}
          />
          <SelectField
            id="send"
            label={t('new_form_send')}
            error={errors.send}
            options={[
              { value: 'sms', label: t('new_form_send_sms') },
              { value: 'email', label: t('new_form_send_email') },
              { value: 'no', label: t('new_form_send_no') },
            ]}
          />
          <SubmitButton pending={pending} pendingLabel={t('new_form_pending')} className="justify-self-start">
            {t('new_form_submit')}
          </SubmitButton>
        </>
      )}
    </ActionForm>
  )
}
