'use client'
import { ActionForm } from '@/components/ui/action-form'
import { TextField } from '@/components/ui/field'
import { SelectField } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextareaField } from '@/components/ui/textarea-field'
import type { FormAction } from '@/lib/server/action'
import { Compared, type ComparedView } from './compared'

type Worded = { label: string; hint?: string }

export type SignatureFormWords = Record<
  'request' | 'yours' | 'submit' | 'submitting' | 'result' | 'signs',
  string
> &
  Record<'method' | 'target' | 'body' | 'signed' | 'signature', Worded> & {
    /** Null where the dialect sends it as a parameter. */
    timestamp: Worded | null
    window: Worded | null
    parameters: string | null
  }

const unassisted = { autoComplete: 'off', autoCapitalize: 'off', spellCheck: false, mono: true } as const
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((value) => ({ value, label: value }))

/** Describes a request and what was signed of it. What is typed is kept nowhere: not even when the session ends. */
export function SignatureForm({
  keyId,
  words,
  action,
}: {
  keyId: string
  words: SignatureFormWords
  action: FormAction<ComparedView | null>
}) {
  const { timestamp, window } = words
  return (
    <ActionForm action={action} data-secret className="grid gap-6">
      {({ state, pending, errors }) => (
        <>
          <input type="hidden" name="id" value={keyId} />
          <section aria-labelledby="request" className="grid gap-4">
            <h2 id="request">{words.request}</h2>
            <div className="grid gap-5">
              <div className="grid items-start gap-5 sm:grid-cols-[9rem_minmax(0,1fr)]">
                <SelectField id="method" {...words.method} options={methods} defaultValue="GET" />
                <TextField id="target" {...words.target} {...unassisted} error={errors.target} required />
              </div>
              {timestamp && (
                <TextField id="timestamp" {...timestamp} {...unassisted} error={errors.timestamp} required />
              )}
              {window && <TextField id="window" {...window} {...unassisted} error={errors.window} />}
              {words.parameters && <p className="text-hint text-ink-2">{words.parameters}</p>}
              <TextareaField id="body" {...words.body} {...unassisted} error={errors.body} />
            </div>
          </section>
          <section aria-labelledby="yours" className="grid gap-4 border-t border-line pt-5">
            <h2 id="yours">{words.yours}</h2>
            <div className="grid gap-5">
              <TextareaField id="signed" {...words.signed} {...unassisted} error={errors.signed} rows={6} />
              <TextField id="signature" {...words.signature} {...unassisted} error={errors.signature} />
            </div>
          </section>
          <div>
            <SubmitButton pending={pending} pendingLabel={words.submitting}>
              {words.submit}
            </SubmitButton>
          </div>
          {state?.ok && state.data && <Compared view={state.data} words={words} />}
        </>
      )}
    </ActionForm>
  )
}
