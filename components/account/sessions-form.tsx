'use client'
import type { ReactNode } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { type ClientMessages, translator } from '@/lib/i18n/translator'
import type { FormAction } from '@/lib/server/action'

/** One form around the list of sessions: each row's button says which one to end. */
export function SessionsForm({
  id = 'sessions',
  action,
  messages,
  children,
}: {
  id?: string
  action: FormAction<{ ended: number }>
  messages: ClientMessages
  children: ReactNode
}) {
  const t = translator(messages.locale, messages.messages)
  const statusId = `${id}-status`
  return (
    <ActionForm
      action={action}
      // The button that was pressed is gone with its row, and the focus would be lost with it.
      onDone={() => document.getElementById(statusId)?.focus()}
      id={id}
      className="grid gap-4"
    >
      {({ state }) => (
        <>
          <p id={statusId} role="status" tabIndex={-1} className="text-hint font-medium text-ok empty:hidden">
            {state?.ok && t('ended_sessions', { count: state.data.ended })}
          </p>
          {children}
        </>
      )}
    </ActionForm>
  )
}
