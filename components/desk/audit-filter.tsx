'use client'
import { ActionForm } from '@/components/ui/action-form'
import { TextField } from '@/components/ui/field'
import { Icon } from '@/components/ui/icon'
import { SelectField } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import { type ClientMessages, translator } from '@/lib/i18n/translator'
import type { FormAction } from '@/lib/server/action'

type Group = { label: string; options: { value: string; label: string }[] }

export type AuditFilterValues = Record<'who' | 'what' | 'whom' | 'object' | 'from' | 'to', string>

/**
 * What the record is narrowed to. It is posted, and its answer leads to the list: whatever was typed as a customer by
 * mistake, such as an ID number, stands in no address.
 */
export function AuditFilter({
  action,
  values,
  who,
  what,
  messages,
}: {
  action: FormAction<null>
  values: AuditFilterValues
  who: Group[]
  what: Group[]
  messages: ClientMessages
}) {
  const t = translator(messages.locale, messages.messages)
  return (
    <search>
      <ActionForm id="filter" action={action} className="grid gap-4">
        {({ pending, errors }) => {
          const field = (id: keyof AuditFilterValues) => ({
            id,
            error: errors[id],
            defaultValue: values[id],
            label: t(`filter_${id}`),
          })
          return (
            <>
              <div className="grid items-start gap-4 sm:grid-cols-2 xl:grid-cols-4">
                <SelectField
                  {...field('who')}
                  options={[{ value: '', label: t('who_anybody') }]}
                  groups={who}
                />
                <SelectField
                  {...field('what')}
                  options={[{ value: '', label: t('what_anything') }]}
                  groups={what}
                />
                <TextField {...field('from')} type="date" />
                <TextField {...field('to')} type="date" />
              </div>
              <div className="grid items-start gap-4 sm:grid-cols-2">
                <TextField
                  {...field('whom')}
                  hint={t('filter_whom_hint')}
                  autoComplete="off"
                  spellCheck={false}
                  mono
                />
                <TextField
                  {...field('object')}
                  hint={t('filter_object_hint')}
                  autoComplete="off"
                  spellCheck={false}
                  mono
                />
              </div>
              <SubmitButton
                look="plain"
                pending={pending}
                pendingLabel={t('filter_pending')}
                className="justify-self-start"
              >
                <Icon name="search" className="size-4" />
                {t('filter_submit')}
              </SubmitButton>
            </>
          )
        }}
      </ActionForm>
    </search>
  )
}
