import type { ReactNode } from 'react'
import { Icon } from './icon'

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
    <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
      <div className="grid min-w-0 gap-1">
        {parent && (
          <a
            href={parent.href}
            className="-ml-1 -mt-2 inline-flex min-h-11 items-center gap-0.5 justify-self-start pr-2 text-hint text-accent underline-offset-4 hover:underline"
          >
            <Icon name="back" className="size-4" />
            {parent.label}
          </a>
        )}
        <h1 className="wrap-anywhere">{title}</h1>
        {children && <div className="text-ink-2">{children}</div>}
      </div>
      {action}
    </header>
  )
}
