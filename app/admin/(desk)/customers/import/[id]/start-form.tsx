'use client'
import { ActionForm } from '@/components/ui/action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/lib/server/action'

/** Says go. */
export function StartForm({
  action,
  id,
  words,
}: {
  action: FormAction<void>
  id: string
  words: { start: string; starting: string }
}) {
  return (
    <ActionForm action={action} id="start" className="grid gap-4">
      {({ pending }) => (
        <>
          <input type="hidden" name="id" value={id} />
          <SubmitButton pending={pending} pendingLabel={words.starting} className="justify-self-start">
            {words.start}
          </SubmitButton>
        </>
      )}
    </ActionForm>
  )
}
