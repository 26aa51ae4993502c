'use client'
import { useRouter } from 'next/navigation'
import { type ChangeEvent, useState } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { Choice } from '@/components/ui/choice'
import { describedBy, Field } from '@/components/ui/field'
import { Fieldset } from '@/components/ui/fieldset'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { type ClientMessages, translator } from '@/lib/i18n/translator'
import { routes } from '@/lib/routes'
import type { FormAction } from '@/lib/server/action'

const choices = ['none', 'email', 'sms'] as const

/**
 * Hands a file over to be looked through. One that is too large is refused before it is sent. Leads on to what was
 * found; without script by a link.
 */
export function CheckForm({
  action,
  mostBytes,
  messages,
}: {
  action: FormAction<{ id: string }>
  mostBytes: number
  messages: ClientMessages
}) {
  const t = translator(messages.locale, messages.messages)
  const router = useRouter()
  const [tooLarge, setTooLarge] = useState(false)
  const measure = ({ target }: ChangeEvent<HTMLInputElement>) =>
    setTooLarge((target.files?.[0]?.size ?? 0) > mostBytes)
  return (
    <ActionForm
      action={action}
      id="import"
      className="grid gap-6"
      onDone={({ id }) => router.push(routes.deskImportRun(id))}
    >
      {({ state, pending, errors }) => {
        const error = tooLarge ? t('form_too_large') : errors.file
        const hint = t('form_file_hint')
        return (
          <>
            {state?.ok && (
              <Notice tone="ok" live>
                <a
                  href={routes.deskImportRun(state.data.id)}
                  className="py-2 font-semibold text-accent underline"
                >
                  {t('form_checked')}
                </a>
              </Notice>
            )}
            <Field id="file" label={t('form_file')} hint={hint} error={error}>
              <input
                id="file"
                name="file"
                type="file"
                accept=".csv,.tsv,.txt,text/csv"
                aria-invalid={error ? true : undefined}
                aria-describedby={describedBy({ id: 'file', hint, error })}
                onChange={measure}
                className="input cursor-pointer file:mr-3 file:cursor-pointer file:rounded file:border-0 file:bg-sunken file:px-3 file:py-1 file:font-semibold file:text-ink"
              />
            </Field>
            <Fieldset
              id="activateBy"
              legend={t('form_activate')}
              hint={t('form_activate_hint')}
              error={errors.activateBy}
            >
              <div className="grid gap-2 sm:grid-cols-3">
                {choices.map((choice) => (
                  <Choice
                    key={choice}
                    id={`activate-${choice}`}
                    name="activateBy"
                    value={choice}
                    label={t(`form_activate_${choice}`)}
                    defaultChecked={choice === 'none'}
                  />
                ))}
              </div>
            </Fieldset>
            <SubmitButton
              pending={pending}
              pendingLabel={t('form_checking')}
              className="justify-self-start"
              onClick={(event) => {
                if (!tooLarge) return
                event.preventDefault()
                document.getElementById('file')?.focus()
              }}
            >
              {t('form_check')}
            </SubmitButton>
          </>
        )
      }}
    </ActionForm>
  )
}
