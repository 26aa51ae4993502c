import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names'
import { describedBy, Field, inputLook } from './field'
import { Icon } from './icon'

type SelectFieldProps = {
  id: string
  label: ReactNode
  hint?: ReactNode
  error?: string | undefined
  options: { value: string; label: string }[]
} & Omit<ComponentProps<'select'>, 'id' | 'children'>

/** A labelled native select. */
export function SelectField({ id, label, hint, error, options, className, ...rest }: SelectFieldProps) {
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <span className="relative grid">
        <select
          id={id}
          name={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy({ id, hint, error })}
          className={classNames(inputLook, 'cursor-pointer appearance-none pr-10', className)}
          {...rest}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <Icon
          name="down"
          className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-ink-2"
        />
      </span>
    </Field>
  )
}
