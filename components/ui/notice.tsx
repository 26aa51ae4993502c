import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names'

const tones = {
  info: { look: 'border-line bg-accent-wash text-ink', icon: Info },
  ok: { look: 'border-line bg-ok-wash text-ok', icon: CircleCheck },
  warn: { look: 'border-line bg-warn-wash text-warn', icon: TriangleAlert },
  bad: { look: 'border-line bg-seal-wash text-seal', icon: CircleAlert },
}

/** A sentence that needs attention. `live` announces it to screen readers when it appears. */
export function Notice({
  tone,
  live,
  children,
}: {
  tone: keyof typeof tones
  live?: boolean
  children: ReactNode
}) {
  const { look, icon: Icon } = tones[tone]
  return (
    <div
      role={live ? (tone === 'bad' ? 'alert' : 'status') : undefined}
      className={classNames('flex gap-3 rounded border p-3', look)}
    >
      <Icon aria-hidden className="mt-0.5 size-5 shrink-0" />
      <div className="grid min-w-0 gap-1">{children}</div>
    </div>
  )
}
