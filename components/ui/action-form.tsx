'use client'
import {
  type ComponentProps,
  type FormEvent,
  type ReactNode,
  startTransition,
  useActionState,
  useEffect,
  useRef,
  useState,
} from 'react'
import { routes } from '@/lib/routes'
import type { ActionState, FormAction } from '@/lib/server/action'
import { type DraftEntries, restoreDraft, saveDraft } from './form-draft'
import { Notice } from './notice'
import { reachable } from './reachable'

export type FormView<T> = {
  state: ActionState<T>
  pending: boolean
  errors: Record<string, string>
  /** Sends the form as it stands once more, with further fields. */
  resubmit: (extra: Record<string, string>) => void
}

/** Back to the page in use, by the door it belongs to. */
function signInHref(): string {
  const path = typeof location === 'undefined' ? undefined : location.pathname
  return path?.startsWith(routes.desk()) ? routes.staffSignIn(path) : routes.signIn(path)
}

/**
 * A form over a server action. It works before script arrives; with script it keeps what was typed when the
 * action refuses (React would reset it), shows the general sentence, and leads to the first bad field, or to the sentence.
 * When the session has ended it keeps the content that is not secret (`data-secret` marks what is) for after
 * the next sign-in; give the form an `id` when its page has several.
 * @param onRestore gets the kept entries, for fields that are not plain inputs
 */
export function ActionForm<T>({
  action,
  onDone,
  onRestore,
  children,
  ...rest
}: {
  action: FormAction<T>
  onDone?: (data: T) => void
  onRestore?: (entries: DraftEntries) => void
  children: (view: FormView<T>) => ReactNode
} & Omit<ComponentProps<'form'>, 'action' | 'children' | 'onSubmit'>) {
  const form = useRef<HTMLFormElement>(null)
  const sentence = useRef<HTMLDivElement>(null)
  const [guarded] = useState(() => reachable(action))
  const [state, dispatch, pending] = useActionState(guarded, null)
  const errors = state?.ok === false ? state.fieldErrors : {}

  // biome-ignore lint/correctness/useExhaustiveDependencies: a draft is put back once, when the form appears.
  useEffect(() => {
    const entries = form.current && restoreDraft(form.current)
    if (entries) onRestore?.(entries)
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: an answer is handled once, when it comes.
  useEffect(() => {
    if (!state || !form.current) return
    if (state.ok) {
      onDone?.(state.data)
      return
    }
    if (state.signIn) saveDraft(form.current)
    const at = form.current.querySelector<HTMLElement>('[aria-invalid=true]') ?? sentence.current
    at?.focus({ preventScroll: true })
    at?.scrollIntoView({ block: 'center' })
  }, [state])

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (pending) return
    const submitter = (event.nativeEvent as SubmitEvent).submitter
    const data = new FormData(event.currentTarget, submitter)
    startTransition(() => dispatch(data))
  }

  function resubmit(extra: Record<string, string>) {
    const data = new FormData(form.current ?? undefined)
    for (const [name, value] of Object.entries(extra)) data.set(name, value)
    startTransition(() => dispatch(data))
  }

  return (
    <form ref={form} action={dispatch} onSubmit={submit} noValidate aria-busy={pending} {...rest}>
      {state?.ok === false && !state.stepUp && Object.keys(errors).length === 0 && (
        <div ref={sentence} tabIndex={-1} className="min-w-0 outline-none">
          <Notice tone="bad" live>
            <p>{state.message}</p>
            {state.signIn && (
              <a
                href={signInHref()}
                className="justify-self-start py-1 font-semibold text-accent underline underline-offset-4"
              >
                {state.signIn}
              </a>
            )}
          </Notice>
        </div>
      )}
      {children({ state, pending, errors, resubmit })}
    </form>
  )
}
