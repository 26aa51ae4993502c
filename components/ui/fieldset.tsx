import type { ReactNode } from 'react'
import { describedBy, FieldError } from './field'

/** Several controls under one name: a group of check boxes or choices, with one hint and one error. */
export function Fieldset({
  id,
  legend,
  hint,
  error,
  children,
}: {
  id: string
  legend: ReactNode
  hint?: ReactNode
  error?: string | undefined
  children: ReactNode
}) {
  return (
    // Focusable by script only, so that a refused form can lead here as it leads to a field.
    <fieldset
      id={id}
      tabIndex={error ? -1 : undefined}
      aria-invalid={error ? true : undefined}
      aria-describedby={describedBy({ id, hint, error })}
      className="grid min-w-0 gap-2"
    >
      <legend className="mb-2 text-hint font-semibold">{legend}</legend>
      {hint && (
        <div id={`${id}-hint`} className="-mt-2 text-hint text-ink-2">
          {hint}
        </div>
      )}
      <FieldError id={id} error={error} />
      {children}
    </fieldset>
  )
}
