'use client'
import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { Found, type FoundWords } from '@/components/desk/found'
import { ActionForm } from '@/components/ui/action-form'
import { describedBy, Field } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/lib/server/action'

/** The one box for everything; what must not have an address is answered under it. */
export function SearchBox({
  action,
  search,
  words,
}: {
  action: FormAction<{ href: string } | { found: FoundWords }>
  search: string
  words: Record<'label' | 'hint' | 'submit' | 'pending', string>
}) {
  const router = useRouter()
  const [going, startTransition] = useTransition()
  return (
    <ActionForm
      action={action}
      onDone={(answer) => 'href' in answer && startTransition(() => router.push(answer.href))}
      className="grid gap-6"
      role="search"
    >
      {({ state, pending, errors }) => (
        <>
          <Field id="search" label={words.label} hint={words.hint} error={errors.search}>
            <div className="flex flex-wrap gap-3">
              {/* What was typed may be an ID: a browser keeps none of it. */}
              <input
                id="search"
                name="search"
                type="search"
                data-secret
                defaultValue={search}
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                aria-describedby={describedBy({ id: 'search', hint: words.hint, error: errors.search })}
                className="input min-w-0 flex-1 basis-48"
              />
              <SubmitButton pending={pending || going} pendingLabel={words.pending}>
                {words.submit}
              </SubmitButton>
            </div>
          </Field>
          {state?.ok && 'found' in state.data && <Found found={state.data.found} />}
        </>
      )}
    </ActionForm>
  )
}
