import type { ReactNode } from 'react'
import { SealMark } from '@/components/ui/seal-mark'

/** One message and a way on, in the middle of an otherwise empty page: not found, failed. */
export function BarePage({
  title,
  children,
  action,
}: {
  title: string
  children: ReactNode
  action: ReactNode
}) {
  return (
    <div className="bare">
      <SealMark outline className="mb-2 size-10 text-ink-3" />
      <h1>{title}</h1>
      <div className="grid gap-2 text-ink-2">{children}</div>
      <div className="mt-3 flex flex-wrap gap-3">{action}</div>
    </div>
  )
}
