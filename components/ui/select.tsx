import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names'
import { describedBy, Field } from './field'
import { Icon } from './icon'

type Option = { value: string; label: string; className?: string }

type SelectFieldProps = {
  id: string
  label: ReactNode
  hint?: ReactNode
  error?: string | undefined
  options: Option[]
  /** Further options under a title each. */
  groups?: { label: string; options: Option[] }[]
} & Omit<ComponentProps<'select'>, 'id' | 'children'>

/** A labelled native select. */
export function SelectField({
  id,
  label,
  hint,
  error,
  options,
  groups = [],
  className,
  ...rest
}: SelectFieldProps) {
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <span className="relative grid">
        <select
          id={id}
          name={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy({ id, hint, error })}
          className={classNames('input', 'cursor-pointer appearance-none pr-10', className)}
          {...rest}
        >
          {options.map(toOption)}
          {groups.map((group) => (
            <optgroup key={group.label} label={group.label}>
              {group.options.map(toOption)}
            </optgroup>
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

function toOption({ value, label, className }: Option) {
  return (
    <option key={value} value={value} className={className}>
      {label}
    </option>
  )
}
