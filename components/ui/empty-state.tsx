import type { ReactNode } from 'react'
import { SealMark } from './seal-mark'

/** Nothing here yet: what will be here, and the way to the first one. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: ReactNode
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="grid justify-items-center gap-2 px-4 py-10 text-center sm:py-14">
      <SealMark outline className="mb-2 size-10 text-ink-3" />
      <h2>{title}</h2>
      {children && <div className="max-w-[46ch] text-ink-2">{children}</div>}
      {action && <div className="mt-4">{action}</div>}
    </div>
  )
}
