import type { ReactNode } from 'react'
import { Badge, type BadgeLook } from '@/components/ui/badge'
import type { KeyState } from '@/lib/keys/status-of'

export const keyLooks: Record<KeyState, BadgeLook> = {
  active: { tone: 'ok', icon: 'check' },
  expiring: { tone: 'warn', icon: 'clock' },
  not_yet_valid: { tone: 'off', icon: 'hourglass' },
  expired: { tone: 'bad', icon: 'ban' },
  inactive: { tone: 'off', icon: 'pause' },
}

/** A key's state as word, shape and colour. */
export function KeyBadge({ state, children }: { state: KeyState; children: ReactNode }) {
  return <Badge {...keyLooks[state]}>{children}</Badge>
}
