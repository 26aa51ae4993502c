import type { ReactNode } from 'react'
import { Icon } from './icon'

export type Tone = 'ok' | 'warn' | 'bad' | 'off'
export type BadgeIcon = 'check' | 'clock' | 'pause' | 'alert' | 'ban' | 'hourglass'

const tones: Record<Tone, string> = {
  ok: 'badge bg-ok-wash text-ok',
  warn: 'badge bg-warn-wash text-warn',
  bad: 'badge bg-seal-wash text-seal',
  off: 'badge bg-sunken text-ink-2',
}

/** State as word, shape and colour, never colour alone. */
export function Badge({ tone, icon, children }: { tone: Tone; icon: BadgeIcon; children: ReactNode }) {
  return (
    <span className={tones[tone]}>
      <Icon name={icon} />
      {children}
    </span>
  )
}
