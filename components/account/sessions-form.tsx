'use client'
import type { ReactNode } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { type ClientMessages, translator } from '@/lib/i18n/translator'
import type { FormAction } from '@/lib/server/action'

const statusId = 'sessions-status'

/** The button that was pressed is gone with its row, and the focus would be lost with it. */
function focusStatus(): void {
  document.getElementById(statusId)?.focus()
}

/** One form around the list of sessions: each row's button says which one to end. */
export function SessionsForm({
  action,
  messages,
  children,
}: {
  action: FormAction<{ ended: number }>
  messages: ClientMessages
  children: ReactNode
}) {
  const t = translator(messages.locale, messages.messages)
  return (
    <ActionForm action={action} onDone={focusStatus} id="sessions" className="grid gap-4">
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
