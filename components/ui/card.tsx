import type { ComponentProps } from 'react'
import { classNames } from './class-names'

export function Card({
  padded = true,
  className,
  ...rest
}: ComponentProps<'section'> & { padded?: boolean }) {
  return (
    <section
      className={classNames(
        'rounded border border-line bg-surface shadow-card',
        padded && 'p-4 sm:px-6 sm:py-5',
        className,
      )}
      {...rest}
    />
  )
}
