import type { BadgeIcon, Tone } from '@/components/ui/badge'
import type { DeskCertificateState, DeskKeyState } from '@/lib/desk/states'

type Look = { tone: Tone; icon: BadgeIcon }

export const keyLook: Record<DeskKeyState, Look> = {
  active: { tone: 'ok', icon: 'check' },
  expiring: { tone: 'warn', icon: 'clock' },
  not_yet_valid: { tone: 'off', icon: 'hourglass' },
  expired: { tone: 'bad', icon: 'ban' },
  inactive: { tone: 'off', icon: 'pause' },
  deleted: { tone: 'off', icon: 'ban' },
}

export const certificateLook: Record<DeskCertificateState, Look> = {
  valid: { tone: 'ok', icon: 'check' },
  expiring: { tone: 'warn', icon: 'clock' },
  replaced: { tone: 'off', icon: 'clock' },
  expired: { tone: 'bad', icon: 'ban' },
  revoked: { tone: 'bad', icon: 'ban' },
  pending: { tone: 'off', icon: 'hourglass' },
  void: { tone: 'off', icon: 'ban' },
}
