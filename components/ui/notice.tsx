import type { ReactNode } from 'react'
import { classNames } from './class-names'
import { Icon, type IconName } from './icon'

const tones = {
  info: { box: 'border-accent/25 bg-accent-wash', mark: 'text-accent', icon: 'info' },
  ok: { box: 'border-ok/25 bg-ok-wash', mark: 'text-ok', icon: 'well-done' },
  warn: { box: 'border-warn/25 bg-warn-wash', mark: 'text-warn', icon: 'warn' },
  bad: { box: 'border-seal/25 bg-seal-wash', mark: 'text-seal', icon: 'alert' },
} satisfies Record<string, { box: string; mark: string; icon: IconName }>

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
  const { box, mark, icon } = tones[tone]
  return (
    <div
      role={live ? (tone === 'bad' ? 'alert' : 'status') : undefined}
      className={classNames('flex gap-3 rounded border px-4 py-3 text-ink', box)}
    >
      <Icon name={icon} className={classNames('mt-0.5 size-5', mark)} />
      <div className="grid min-w-0 gap-1 wrap-anywhere">{children}</div>
    </div>
  )
}
