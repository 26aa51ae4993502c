import type { ComponentProps, ReactNode } from 'react'

/** One of several, as a card: a native radio button whose whole card is the target. */
export function Choice({
  id,
  label,
  hint,
  ...rest
}: { id: string; label: ReactNode; hint?: ReactNode } & Omit<ComponentProps<'input'>, 'id' | 'type'>) {
  return (
    <label
      htmlFor={id}
      className="flex min-h-14 cursor-pointer items-center gap-3 rounded border border-line-strong bg-surface px-4 py-3 transition-colors hover:bg-sunken has-checked:border-accent has-checked:bg-accent-wash has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
    >
      <input
        id={id}
        type="radio"
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="size-5 shrink-0 cursor-pointer outline-none accent-accent"
        {...rest}
      />
      <span className="grid min-w-0">
        <span className="font-semibold">{label}</span>
        {hint && (
          <span id={`${id}-hint`} className="text-hint text-ink-2 wrap-anywhere">
            {hint}
          </span>
        )}
      </span>
    </label>
  )
}
