import { addSeconds } from '@/lib/clock'
import type { DateWindow } from './date-window'

export const keyStates = ['active', 'expiring', 'not_yet_valid', 'expired', 'inactive'] as const
/** What a key is at an instant. Turned off by its owner stands above what its dates say. */
export type KeyState = (typeof keyStates)[number]

/** A key is called expiring in its last days. */
export const expiringSeconds = 14 * 86_400

export function statusOf(key: { status: 'active' | 'inactive' } & DateWindow, now: Date): KeyState {
  if (key.status === 'inactive') return 'inactive'
  if (hasEnded(key, now)) return 'expired'
  if (key.validFrom && key.validFrom > now) return 'not_yet_valid'
  if (key.validBefore && key.validBefore <= addSeconds(now, expiringSeconds)) return 'expiring'
  return 'active'
}

/** Whether the last day is over. */
export function hasEnded({ validBefore }: Pick<DateWindow, 'validBefore'>, now: Date): boolean {
  return validBefore !== null && validBefore <= now
}
