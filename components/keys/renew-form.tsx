'use client'
import type { SendCode } from '@/components/step-up/otp-dialog'
import { StepUpForm } from '@/components/step-up/step-up-form'
import { SelectField } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import type { ClientMessages } from '@/lib/i18n/translator'
import type { FormAction } from '@/lib/server/action'

/** Gives a key a later last day, and leaves the rest of it as it was seen. */
export function RenewForm({
  unchanged,
  days,
  action,
  words,
  ...stepUp
}: {
  /** The other fields of the form that edits the key. */
  unchanged: (readonly [name: string, value: string])[]
  days: { value: string; label: string }[]
  action: FormAction<null>
  words: Record<'day' | 'submit' | 'pending', string>
  sendCode: SendCode
  stepUpMessages: ClientMessages
}) {
  return (
    <StepUpForm
      id="renew"
      action={action}
      className="flex flex-wrap items-end gap-x-4 gap-y-3 *:min-w-0"
      {...stepUp}
    >
      {({ pending, errors }) => (
        <>
          {unchanged.map(([name, value]) => (
            <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
          ))}
          <div className="w-full max-w-xs">
            <SelectField id="lastDay" label={words.day} options={days} error={errors.lastDay} />
          </div>
          <SubmitButton look="plain" pending={pending} pendingLabel={words.pending}>
            {words.submit}
          </SubmitButton>
        </>
      )}
    </StepUpForm>
  )
}
