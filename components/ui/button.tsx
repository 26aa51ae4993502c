import type { ComponentProps } from 'react'
import { classNames } from './class-names'

export type ButtonLook = 'primary' | 'plain' | 'quiet' | 'grave' | 'grave-primary'

const looks: Record<ButtonLook, string> = {
  primary: 'border-accent bg-accent text-accent-ink hover:border-accent-deep hover:bg-accent-deep',
  plain: 'border-line-strong bg-surface text-ink hover:bg-sunken',
  quiet: 'border-transparent text-ink-2 hover:bg-sunken hover:text-ink',
  grave: 'border-line-strong bg-surface text-seal hover:border-seal hover:bg-seal-wash',
  'grave-primary': 'border-seal bg-seal text-seal-ink hover:border-seal-deep hover:bg-seal-deep',
}

const base =
  'inline-flex min-h-11 cursor-pointer items-center justify-center gap-2 rounded border px-4 py-2 text-center ' +
  'font-semibold no-underline transition-colors disabled:cursor-not-allowed disabled:opacity-55 ' +
  'aria-disabled:cursor-not-allowed aria-disabled:opacity-55'

export function Button({
  look = 'plain',
  className,
  type = 'button',
  ...rest
}: ComponentProps<'button'> & { look?: ButtonLook }) {
  return <button type={type} className={classNames(base, looks[look], className)} {...rest} />
}

/** Looks like a button, goes somewhere. `replace`: instead of the present page in the history. */
export function ButtonLink({
  look = 'plain',
  replace,
  className,
  ...rest
}: ComponentProps<'a'> & { href: string; look?: ButtonLook; replace?: boolean }) {
  return (
    <a className={classNames(base, looks[look], className)} data-replace={replace || undefined} {...rest} />
  )
}
