'use client'
import type { ReactNode } from 'react'
import type { SendCode } from '@/components/step-up/otp-dialog'
import { StepUpForm } from '@/components/step-up/step-up-form'
import { FieldError } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import type { ClientMessages } from '@/lib/i18n/translator'
import type { CreatedKey } from '@/lib/keys/create-key'
import type { FormAction } from '@/lib/server/action'
import type { KeyKind } from '@/lib/signing/dialects'
import { useSecret } from './use-secret'

/**
 * Gives a key another secret or key pair, and shows it once. Give it the revision as its React key: the page that is
 * drawn anew after that begins with an empty form.
 * @param fields made on the server
 */
export function RotateForm({
  keyId,
  revision,
  kind,
  fields,
  action,
  confirm,
  label,
  pendingLabel,
  secretMessages,
  ...stepUp
}: {
  keyId: string
  revision: number
  kind: KeyKind
  fields: ReactNode
  action: FormAction<CreatedKey>
  confirm: FormAction<null>
  label: string
  pendingLabel: string
  secretMessages: ClientMessages
  sendCode: SendCode
  stepUpMessages: ClientMessages
}) {
  const { act, show, dialog } = useSecret(action, secretMessages, confirm)
  if (dialog) return dialog
  return (
    <StepUpForm id="rotate" action={act} onDone={show} className="grid justify-items-start gap-4" {...stepUp}>
      {({ pending, errors }) => {
        const error = errors.overlapHours ?? errors.publicKey
        return (
          <>
            <input type="hidden" name="id" value={keyId} />
            <input type="hidden" name="revision" value={revision} />
            <input type="hidden" name="kind" value={kind} />
            <div
              tabIndex={-1}
              role={error ? 'group' : undefined}
              aria-invalid={error ? true : undefined}
              aria-describedby={error && 'rotate-error'}
              className="grid w-full max-w-md gap-3 outline-none"
            >
              <FieldError id="rotate" error={error} />
              {fields}
            </div>
            <SubmitButton pending={pending} pendingLabel={pendingLabel}>
              {label}
            </SubmitButton>
          </>
        )
      }}
    </StepUpForm>
  )
}
