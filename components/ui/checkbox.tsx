import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names'

/** A native checkbox with its label; the whole row is the target, 44 px high at least. */
export function Checkbox({
  id,
  label,
  hint,
  className,
  ...rest
}: { id: string; label: ReactNode; hint?: ReactNode } & Omit<ComponentProps<'input'>, 'id' | 'type'>) {
  return (
    <label
      htmlFor={id}
      className={classNames(
        'flex min-h-11 cursor-pointer items-start gap-3 py-2.5 has-disabled:cursor-not-allowed has-disabled:text-ink-2',
        className,
      )}
    >
      <input
        id={id}
        type="checkbox"
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="mt-0.5 size-5 shrink-0 cursor-pointer accent-accent disabled:cursor-not-allowed"
        {...rest}
      />
      <span className="grid min-w-0">
        <span>{label}</span>
        {hint && (
          <span id={`${id}-hint`} className="text-hint text-ink-2">
            {hint}
          </span>
        )}
      </span>
    </label>
  )
}
