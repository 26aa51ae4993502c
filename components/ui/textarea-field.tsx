import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names'
import { describedBy, Field } from './field'

type TextareaFieldProps = {
  id: string
  label: ReactNode
  hint?: ReactNode
  error?: string | undefined
  aside?: ReactNode
  mono?: boolean
} & Omit<ComponentProps<'textarea'>, 'id'>

/** A labelled input of several lines; it grows with what is typed where the browser can. */
export function TextareaField({
  id,
  label,
  hint,
  error,
  aside,
  mono,
  className,
  ...rest
}: TextareaFieldProps) {
  return (
    <Field id={id} label={label} hint={hint} error={error} aside={aside}>
      <textarea
        id={id}
        name={id}
        rows={3}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy({ id, hint, error })}
        className={classNames('input', 'field-sizing-content min-h-24', mono && 'font-mono', className)}
        {...rest}
      />
    </Field>
  )
}
