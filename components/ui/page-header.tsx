import Link from 'next/link'
import type { ReactNode } from 'react'

/** Title of a page, with where it belongs, a sentence, and its one primary action. */
export function PageHeader({
  title,
  parent,
  children,
  action,
}: {
  title: ReactNode
  parent?: { href: string; label: string }
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-4">
      <div className="grid min-w-0 gap-1">
        {parent && (
          <Link
            prefetch={false}
            href={parent.href}
            className="justify-self-start text-hint text-accent underline underline-offset-4"
          >
            {parent.label}
          </Link>
        )}
        <h1 className="wrap-anywhere">{title}</h1>
        {children && <div className="text-ink-2">{children}</div>}
      </div>
      {action}
    </header>
  )
}
