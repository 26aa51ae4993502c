import { networksCover, readNetworks } from '@/lib/net/addresses-cover'
import type { DateWindow } from './date-window'

/** What decides where, when and for what a key works. */
export type Reach = { permissions: readonly string[]; allowlist: readonly string[] | null } & DateWindow

export type Widening = 'permissions' | 'addresses' | 'dates'

/** In which ways `next` lets a key do more than `old` did. Empty when it only narrows, or changes nothing. */
export function wideningOf(old: Reach, next: Reach, now: Date): Widening[] {
  const widened: Widening[] = []
  if (next.permissions.some((id) => !old.permissions.includes(id))) widened.push('permissions')
  if (widensAddresses(old.allowlist, next.allowlist)) widened.push('addresses')
  if (widensDates(old, next, now)) widened.push('dates')
  return widened
}

function widensAddresses(old: Reach['allowlist'], next: Reach['allowlist']): boolean {
  if (old === null) return false
  if (next === null) return true
  const before = readNetworks(old)
  return !readNetworks(next).every((network) => networksCover(before, network))
}

function widensDates(old: DateWindow, next: DateWindow, now: Date): boolean {
  // A first day that has passed is as good as none.
  const from = ({ validFrom }: DateWindow) => Math.max(validFrom?.getTime() ?? 0, now.getTime())
  const before = ({ validBefore }: DateWindow) => validBefore?.getTime() ?? Number.POSITIVE_INFINITY
  return from(next) < from(old) || before(next) > before(old)
}
