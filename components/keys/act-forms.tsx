'use client'
import type { SendCode } from '@/components/step-up/otp-dialog'
import { StepUpForm } from '@/components/step-up/step-up-form'
import { ActionForm } from '@/components/ui/action-form'
import { TextField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import type { ClientMessages } from '@/lib/i18n/translator'
import type { FormAction } from '@/lib/server/action'

type ActProps = { keyId: string; action: FormAction<null>; label: string; pendingLabel?: string }

/** Says that the secret is stored after all. */
export function ConfirmSecretForm({ keyId, action, label }: ActProps) {
  return (
    <ActionForm id="confirm-secret" action={action}>
      {({ pending }) => (
        <>
          <input type="hidden" name="id" value={keyId} />
          <SubmitButton look="plain" pending={pending}>
            {label}
          </SubmitButton>
        </>
      )}
    </ActionForm>
  )
}

/** Ends what a rotation left to run out. */
export function EndOldSecretForm({ keyId, action, label, pendingLabel }: ActProps) {
  return (
    <ActionForm id="end-old-secret" action={action}>
      {({ pending }) => (
        <>
          <input type="hidden" name="id" value={keyId} />
          <SubmitButton look="plain" pending={pending} pendingLabel={pendingLabel}>
            {label}
          </SubmitButton>
        </>
      )}
    </ActionForm>
  )
}

/** Turns a key on again; wants fresh proof. */
export function ActivateForm({
  keyId,
  revision,
  action,
  label,
  pendingLabel,
  sendCode,
  stepUpMessages,
}: ActProps & { revision: number; sendCode: SendCode; stepUpMessages: ClientMessages }) {
  return (
    <StepUpForm
      id="activate"
      action={action}
      sendCode={sendCode}
      stepUpMessages={stepUpMessages}
      className="grid justify-items-start gap-3"
    >
      {({ pending }) => (
        <>
          <input type="hidden" name="id" value={keyId} />
          <input type="hidden" name="revision" value={revision} />
          <SubmitButton look="plain" pending={pending} pendingLabel={pendingLabel}>
            {label}
          </SubmitButton>
        </>
      )}
    </StepUpForm>
  )
}

/** Turns a key off. */
export function DeactivateForm({ keyId, action, label, pendingLabel }: ActProps) {
  return (
    <ActionForm id="deactivate" action={action} className="grid justify-items-start gap-3">
      {({ pending }) => (
        <>
          <input type="hidden" name="id" value={keyId} />
          <SubmitButton look="grave-primary" pending={pending} pendingLabel={pendingLabel}>
            {label}
          </SubmitButton>
        </>
      )}
    </ActionForm>
  )
}

/** Deletes a key whose name has been typed. */
export function DeleteForm({
  keyId,
  action,
  label,
  pendingLabel,
  nameLabel,
}: ActProps & { nameLabel: string }) {
  return (
    <ActionForm id="delete" action={action} className="grid justify-items-start gap-3">
      {({ pending, errors }) => (
        <>
          <input type="hidden" name="id" value={keyId} />
          <div className="w-full max-w-md">
            <TextField
              id="typedName"
              label={nameLabel}
              error={errors.typedName}
              autoComplete="off"
              spellCheck={false}
            />
          </div>
          <SubmitButton look="grave-primary" pending={pending} pendingLabel={pendingLabel}>
            {label}
          </SubmitButton>
        </>
      )}
    </ActionForm>
  )
}
