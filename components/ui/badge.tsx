import type { ReactNode } from 'react'
import { classNames } from './class-names'
import { Icon } from './icon'

export type Tone = 'ok' | 'warn' | 'bad' | 'off'
export type BadgeIcon = 'check' | 'clock' | 'pause' | 'alert' | 'ban' | 'hourglass'

const tones: Record<Tone, string> = {
  ok: 'bg-ok-wash text-ok',
  warn: 'bg-warn-wash text-warn',
  bad: 'bg-seal-wash text-seal',
  off: 'bg-sunken text-ink-2',
}

/** State as word, shape and colour, never colour alone. */
export function Badge({ tone, icon, children }: { tone: Tone; icon: BadgeIcon; children: ReactNode }) {
  return (
    <span
      className={classNames(
        'inline-flex items-center gap-1.5 whitespace-nowrap rounded-pill py-0.5 pr-2.5 pl-2 text-small font-semibold',
        tones[tone],
      )}
    >
      <Icon name={icon} className="size-3.5" />
      {children}
    </span>
  )
}
