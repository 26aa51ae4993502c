import type { ReactNode } from 'react'
import { classNames } from './class-names'

/** What is known of a thing, as pairs of a name and a value: a native definition list. */
export function Facts({ children, className }: { children: ReactNode; className?: string }) {
  return <dl className={classNames('grid gap-x-8 gap-y-4 lg:gap-y-3', className)}>{children}</dl>
}

/** One pair. `mono` is for keys, fingerprints, serial numbers and addresses. */
export function Fact({ label, mono, children }: { label: ReactNode; mono?: boolean; children: ReactNode }) {
  return (
    <div className="grid gap-x-8 gap-y-0.5 lg:grid-cols-[11rem_minmax(0,1fr)] lg:items-baseline">
      <dt className="text-hint text-ink-2">{label}</dt>
      <dd className={classNames('min-w-0 wrap-anywhere', mono && 'font-mono text-hint')}>{children}</dd>
    </div>
  )
}
