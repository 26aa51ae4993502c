import type { ReactNode } from 'react'

/** Fills fields in. `pressed` while they hold just what it would fill in, where that can be said. */
export function ShortcutButton({
  pressed,
  onClick,
  children,
}: {
  pressed?: boolean
  onClick: () => void
  children: ReactNode
}) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onClick}
      className="min-h-11 cursor-pointer justify-self-start rounded-pill border border-line-strong bg-surface px-4 text-hint hover:bg-sunken aria-pressed:border-accent aria-pressed:bg-accent-wash aria-pressed:font-semibold aria-pressed:text-accent"
    >
      {children}
    </button>
  )
}
