import type { ComponentProps } from 'react'
import { classNames } from './class-names'

export type ButtonLook = 'primary' | 'plain' | 'quiet' | 'grave' | 'grave-primary'

export function Button({
  look = 'plain',
  className,
  type = 'button',
  ...rest
}: ComponentProps<'button'> & { look?: ButtonLook }) {
  return <button type={type} className={classNames('button', `button-${look}`, className)} {...rest} />
}

/** Looks like a button, goes somewhere. `replace`: instead of the present page in the history. */
export function ButtonLink({
  look = 'plain',
  replace,
  className,
  ...rest
}: ComponentProps<'a'> & { href: string; look?: ButtonLook; replace?: boolean }) {
  return (
    <a
      className={classNames('button', `button-${look}`, className)}
      data-replace={replace || undefined}
      {...rest}
    />
  )
}
