'use client'
import { ActionForm } from '@/components/ui/action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/lib/server/action'

/** One button: go, go on, or stop. */
export function SayForm({
  action,
  name,
  id,
  words,
  plain,
}: {
  action: FormAction<void>
  /** What is said: the form's own id. */
  name: string
  id: string
  words: { say: string; saying: string }
  plain?: boolean
}) {
  return (
    <ActionForm action={action} id={name} className="grid gap-4">
      {({ pending }) => (
        <>
          <input type="hidden" name="id" value={id} />
          <SubmitButton
            look={plain ? 'plain' : undefined}
            pending={pending}
            pendingLabel={words.saying}
            className="justify-self-start"
          >
            {words.say}
          </SubmitButton>
        </>
      )}
    </ActionForm>
  )
}
