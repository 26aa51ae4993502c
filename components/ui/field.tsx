import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names'

type Described = { id: string; hint?: ReactNode; error?: string | undefined }

/** The ids that describe a control, for `aria-describedby`. */
export function describedBy({ id, hint, error }: Described): string | undefined {
  return [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined
}

/** Label, control, hint and error of one form field. The control brings `id` and `aria-describedby`. */
export function Field({
  id,
  label,
  hint,
  error,
  aside,
  children,
}: Described & { label: ReactNode; aside?: ReactNode; children: ReactNode }) {
  return (
    <div className="grid gap-1.5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <label htmlFor={id} className="text-hint font-semibold">
          {label}
        </label>
        {aside}
      </div>
      {children}
      <FieldError id={id} error={error} />
      {hint && (
        <div id={`${id}-hint`} className="text-hint text-ink-2">
          {hint}
        </div>
      )}
    </div>
  )
}

export function FieldError({ id, error }: { id: string; error?: string | undefined }) {
  if (!error) return null
  return (
    <p id={`${id}-error`} className="text-hint font-medium text-seal">
      {error}
    </p>
  )
}

type TextFieldProps = Described & { label: ReactNode; aside?: ReactNode; mono?: boolean } & Omit<
    ComponentProps<'input'>,
    'id'
  >

/** A labelled one-line input. */
export function TextField({ id, label, hint, error, aside, mono, className, ...rest }: TextFieldProps) {
  return (
    <Field id={id} label={label} hint={hint} error={error} aside={aside}>
      <input
        id={id}
        name={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy({ id, hint, error })}
        className={classNames('input', mono && 'font-mono', className)}
        {...rest}
      />
    </Field>
  )
}
