'use client'
import { useRouter } from 'next/navigation'
import { useId, useLayoutEffect, useRef, useState } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { SelectField } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextareaField } from '@/components/ui/textarea-field'
import { type ClientMessages, translator } from '@/lib/i18n/translator'
import type { FormAction } from '@/lib/server/action'
import { announce } from './announce'

/** A further field of the act; with `options` one of them is chosen. */
export type ActField = {
  name: string
  label: string
  hint?: string
  /** What it holds at first. */
  value?: string
  type?: 'text' | 'email' | 'tel'
  options?: { value: string; label: string }[]
}

/**
 * A button that opens a dialog, in which a member of staff says why and confirms an act. The action answers the
 * sentence to announce, and leaves drawing the page anew to this form: a page drawn anew by the action itself may
 * have no button left that could announce anything. Closed and opened again, it holds what was typed.
 */
export function ActForm({
  action,
  label,
  about,
  title,
  body,
  confirm,
  tone = 'calm',
  hidden = {},
  fields = [],
  messages,
}: {
  /** A `staffAction` that answers what was done, as a sentence. */
  action: FormAction<string>
  /** What the button says that opens it; the same as `confirm` when left out. */
  label?: string
  /** Which one of a list the button is for: read out, not shown. */
  about?: string
  title: string
  /** What will happen. */
  body: string
  confirm: string
  /** `grave` for what can't be undone. */
  tone?: 'calm' | 'grave'
  /** What the act is about, and which revision of it was seen. */
  hidden?: Record<string, string | number>
  fields?: ActField[]
  /** `actMessages()` */
  messages: ClientMessages
}) {
  const t = translator(messages.locale, messages.messages)
  const id = useId()
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const sent = useRef(false)
  const unsaid = useRef('')
  const gone = useRef(false)
  const typed = useRef<Record<string, string>>({})
  const opener = useRef<HTMLButtonElement>(null)

  // The button may be gone with what it was for, and the focus would be lost with it; so would the sentence, where the
  // page was being drawn anew for another reason when the act was done.
  useLayoutEffect(() => {
    const button = opener.current
    gone.current = false
    return () => {
      gone.current = true
      if (unsaid.current) announce(unsaid.current)
      if (document.activeElement === button) document.getElementById('main')?.focus({ preventScroll: true })
    }
  }, [])

  /** After a refusal too: somebody else may have changed what the page shows. */
  function close() {
    setOpen(false)
    if (sent.current) router.refresh()
    sent.current = false
  }

  return (
    <>
      <Button
        ref={opener}
        look={tone === 'grave' ? 'grave' : 'plain'}
        className="justify-self-start"
        onClick={() => setOpen(true)}
      >
        <span>
          {label ?? confirm}
          {about && <span className="sr-only"> {about}</span>}
        </span>
      </Button>
      <Dialog open={open} onClose={close} labelledBy={id} className="scroll-pb-32">
        <div className="grid gap-1 wrap-anywhere">
          <h2 id={id}>{title}</h2>
          <p className="text-ink-2">{body}</p>
        </div>
        <ActionForm<string>
          id={formId(confirm, hidden)}
          action={async (previous, form) => {
            sent.current = true
            const answer = await action(previous, form)
            if (answer?.ok && gone.current) announce(answer.data)
            else if (answer?.ok) unsaid.current = answer.data
            return answer
          }}
          onDone={(done) => {
            typed.current = {}
            unsaid.current = ''
            close()
            announce(done)
          }}
          onChange={({ target }) => {
            const { name, value } = target as EventTarget as HTMLInputElement
            typed.current[name] = value
          }}
          className="flex flex-col gap-4"
        >
          {({ pending, errors }) => {
            const shown = [...fields.map(({ name }) => name), 'reason', 'ticket']
            const unplaced = Object.keys(errors).find((name) => !shown.includes(name))
            const field = (name: string) => ({
              id: name,
              error: errors[name],
              defaultValue: typed.current[name],
            })
            return (
              <>
                {unplaced && (
                  <Notice tone="bad" live>
                    <p>{errors[unplaced]}</p>
                  </Notice>
                )}
                {Object.entries(hidden).map(([name, value]) => (
                  <input key={name} type="hidden" name={name} value={value} />
                ))}
                {fields.map(({ name, label, hint, value = '', type, options }) => {
                  const all = { ...field(name), label, hint, defaultValue: typed.current[name] ?? value }
                  return options ? (
                    <SelectField key={name} {...all} options={options} />
                  ) : (
                    <TextField key={name} {...all} type={type} autoComplete="off" />
                  )
                })}
                <TextareaField
                  {...field('reason')}
                  label={t('form_reason')}
                  hint={t('form_reason_hint')}
                  required
                />
                <TextField {...field('ticket')} label={t('form_ticket')} autoComplete="off" />
                {/* At hand, and never cut by the edge, where the dialog is higher than the screen. */}
                <div className="sticky bottom-0 -mb-5 flex flex-wrap items-center gap-2 bg-surface pt-1 pb-5 sm:-mb-7 sm:pb-7">
                  <SubmitButton
                    look={tone === 'grave' ? 'grave-primary' : 'primary'}
                    pending={pending}
                    pendingLabel={t('form_pending')}
                  >
                    {confirm}
                  </SubmitButton>
                  <Button look="quiet" onClick={close}>
                    {t('form_cancel')}
                  </Button>
                </div>
              </>
            )
          }}
        </ActionForm>
      </Dialog>
    </>
  )
}

/** By this a reason is kept while somebody signs in again: it must not come up in another act's form. */
function formId(act: string, { revision: _revision, ...about }: Record<string, string | number>): string {
  return ['act', act, ...Object.values(about)].join('-').replace(/\s+/g, '-')
}
