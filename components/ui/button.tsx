import Link from 'next/link'
import type { ComponentProps } from 'react'
import { classNames } from './class-names'

export type ButtonLook = 'primary' | 'plain' | 'quiet' | 'grave' | 'grave-primary'

const looks: Record<ButtonLook, string> = {
  primary: 'border-accent bg-accent text-accent-ink hover:opacity-90',
  plain: 'border-line-strong bg-surface text-ink hover:bg-sunken',
  quiet: 'border-transparent text-ink-2 hover:bg-sunken hover:text-ink',
  grave: 'border-line-strong bg-surface text-seal hover:bg-seal-wash',
  'grave-primary': 'border-seal bg-seal text-seal-ink hover:opacity-90',
}

const base =
  'inline-flex min-h-11 cursor-pointer items-center justify-center gap-2 rounded border px-4 font-semibold ' +
  'no-underline disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55'

export function Button({
  look = 'plain',
  className,
  type = 'button',
  ...rest
}: ComponentProps<'button'> & { look?: ButtonLook }) {
  return <button type={type} className={classNames(base, looks[look], className)} {...rest} />
}

/** Looks like a button, goes somewhere. */
export function ButtonLink({
  look = 'plain',
  className,
  ...rest
}: ComponentProps<typeof Link> & { look?: ButtonLook }) {
  return <Link prefetch={false} className={classNames(base, looks[look], className)} {...rest} />
}
