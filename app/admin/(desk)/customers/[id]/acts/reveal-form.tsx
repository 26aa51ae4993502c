'use client'
import { useRouter } from 'next/navigation'
import { useId, useState } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { TextField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextareaField } from '@/components/ui/textarea-field'
import { type ClientMessages, translator } from '@/lib/i18n/translator'
import type { FormAction } from '@/lib/server/action'

/** Asks why, then shows the ID in the same dialog. Closing it throws the ID away. */
export function RevealForm({
  action,
  customerId,
  messages,
  actMessages,
}: {
  action: FormAction<string>
  customerId: string
  messages: ClientMessages
  actMessages: ClientMessages
}) {
  const t = translator(messages.locale, messages.messages)
  const shared = translator(actMessages.locale, actMessages.messages)
  const id = useId()
  const router = useRouter()
  const [open, setOpen] = useState(false)

  /** That it was shown stands on record now. */
  function closeShown() {
    setOpen(false)
    router.refresh()
  }

  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <span>
          {t('reveal_show')}
          <span className="sr-only"> {t('reveal_about')}</span>
        </span>
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} labelledBy={id}>
        <ActionForm action={action} className="grid gap-4">
          {({ state, pending, errors }) =>
            state?.ok ? (
              <>
                <div role="status" className="grid gap-2">
                  <h2 id={id}>{t('reveal_done')}</h2>
                  <p className="font-mono text-figure font-semibold">{state.data}</p>
                  <p className="text-ink-2">{t('reveal_done_body')}</p>
                </div>
                <Button look="primary" autoFocus className="justify-self-start" onClick={closeShown}>
                  {t('reveal_close')}
                </Button>
              </>
            ) : (
              <>
                <div className="grid gap-1">
                  <h2 id={id}>{t('reveal_title')}</h2>
                  <p className="text-ink-2">{t('reveal_body')}</p>
                </div>
                <input type="hidden" name="customerId" value={customerId} />
                <TextareaField
                  id="reason"
                  label={shared('form_reason')}
                  hint={t('reveal_reason_hint')}
                  error={errors.reason}
                  required
                />
                <TextField
                  id="ticket"
                  label={shared('form_ticket')}
                  error={errors.ticket}
                  autoComplete="off"
                />
                <div className="flex flex-wrap items-center gap-2">
                  <SubmitButton pending={pending} pendingLabel={shared('form_pending')}>
                    {t('reveal_confirm')}
                  </SubmitButton>
                  <Button look="quiet" onClick={() => setOpen(false)}>
                    {shared('form_cancel')}
                  </Button>
                </div>
              </>
            )
          }
        </ActionForm>
      </Dialog>
    </>
  )
}
