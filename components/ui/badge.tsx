import { Ban, Check, CircleAlert, Clock, Hourglass, Pause } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names'

export type Tone = 'ok' | 'warn' | 'bad' | 'off'
export type BadgeIcon = 'check' | 'clock' | 'pause' | 'alert' | 'ban' | 'hourglass'

const tones: Record<Tone, string> = {
  ok: 'bg-ok-wash text-ok',
  warn: 'bg-warn-wash text-warn',
  bad: 'bg-seal-wash text-seal',
  off: 'bg-sunken text-ink-2',
}
const icons = { check: Check, clock: Clock, pause: Pause, alert: CircleAlert, ban: Ban, hourglass: Hourglass }

/** State as word, shape and colour, never colour alone. */
export function Badge({ tone, icon, children }: { tone: Tone; icon: BadgeIcon; children: ReactNode }) {
  const Icon = icons[icon]
  return (
    <span
      className={classNames(
        'inline-flex items-center gap-1.5 whitespace-nowrap rounded-pill py-0.5 pr-2.5 pl-2 text-small font-semibold',
        tones[tone],
      )}
    >
      <Icon aria-hidden className="size-3.5" strokeWidth={2.25} />
      {children}
    </span>
  )
}
