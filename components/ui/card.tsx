import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names'

export function Card({
  padded = true,
  className,
  ...rest
}: ComponentProps<'section'> & { padded?: boolean }) {
  return (
    <section
      className={classNames(
        'min-w-0 rounded border border-line bg-surface shadow-card',
        padded && 'p-4 sm:px-6 sm:py-5',
        className,
      )}
      {...rest}
    />
  )
}

/** A card's title, and opposite it a link or a badge. Name the card with it: `<Card aria-labelledby={id}>`. */
export function CardHead({ id, title, aside }: { id?: string; title: ReactNode; aside?: ReactNode }) {
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
      <h2 id={id} className="wrap-anywhere">
        {title}
      </h2>
      {aside}
    </div>
  )
}
