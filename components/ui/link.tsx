import type { ComponentProps } from 'react'
import { classNames } from './class-names'

const look =
  'text-accent underline decoration-accent/45 decoration-1 underline-offset-4 hover:text-accent-deep hover:decoration-current wrap-anywhere'

/** A link in running text. `covers` stretches its target over the nearest positioned box (a table row, a card). */
export function TextLink({
  covers,
  className,
  ...rest
}: ComponentProps<'a'> & { href: string; covers?: boolean }) {
  return <a className={classNames(look, covers && 'after:absolute after:inset-0', className)} {...rest} />
}
