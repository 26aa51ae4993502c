import type { ReactNode } from 'react'
import type { IconName } from './icon'

export type Tone = 'ok' | 'warn' | 'bad' | 'off'
export type BadgeIcon = Extract<IconName, 'check' | 'clock' | 'pause' | 'alert' | 'ban' | 'hourglass'>

const tones: Record<Tone, string> = {
  ok: 'badge bg-ok-wash text-ok',
  warn: 'badge bg-warn-wash text-warn',
  bad: 'badge bg-seal-wash text-seal',
  off: 'badge bg-sunken text-ink-2',
}

export type BadgeLook = { tone: Tone; icon: BadgeIcon }

/** For a list that would have a component for each of its rows. */
export function badgeClass({ tone, icon }: BadgeLook): string {
  return `${tones[tone]} icon-${icon}`
}

/** State as word, shape and colour, never colour alone. */
export function Badge({ children, ...look }: BadgeLook & { children: ReactNode }) {
  return <span className={badgeClass(look)}>{children}</span>
}
