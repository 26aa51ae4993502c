'use client'
import {
  type ComponentProps,
  type FormEvent,
  type ReactNode,
  startTransition,
  useActionState,
  useEffect,
  useRef,
} from 'react'
import type { ActionState, FormAction } from '@/lib/server/action'
import { Notice } from './notice'

export type FormView<T> = { state: ActionState<T>; pending: boolean; errors: Record<string, string> }

/**
 * A form over a server action. It works before script arrives; with script it keeps what was typed when the
 * action refuses (React would reset it), shows the general sentence, and puts focus on the first bad field.
 */
export function ActionForm<T>({
  action,
  onDone,
  children,
  ...rest
}: {
  action: FormAction<T>
  onDone?: (data: T) => void
  children: (view: FormView<T>) => ReactNode
} & Omit<ComponentProps<'form'>, 'action' | 'children' | 'onSubmit'>) {
  const form = useRef<HTMLFormElement>(null)
  const [state, dispatch, pending] = useActionState(action, null)
  const errors = state?.ok === false ? state.fieldErrors : {}

  // biome-ignore lint/correctness/useExhaustiveDependencies: an answer is handled once, when it comes.
  useEffect(() => {
    if (!state) return
    if (state.ok) onDone?.(state.data)
    else form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [state])

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (pending) return
    const submitter = (event.nativeEvent as SubmitEvent).submitter
    const data = new FormData(event.currentTarget, submitter)
    startTransition(() => dispatch(data))
  }

  return (
    <form ref={form} action={dispatch} onSubmit={submit} noValidate aria-busy={pending} {...rest}>
      {state?.ok === false && Object.keys(errors).length === 0 && (
        <Notice tone="bad" live>
          <p>{state.message}</p>
        </Notice>
      )}
      {children({ state, pending, errors })}
    </form>
  )
}
