import 'server-only'
import { clock } from '@/lib/clock'
import type { SentCode } from '@/lib/factors/schema'

/** A code on its way as a form shows it: times as seconds from now, since the browser's clock may be wrong. */
export type SentCodeView = Pick<SentCode, 'masked' | 'channel' | 'delivery'> & {
  lifeSeconds: number
  resendSeconds: number
}

export function sentCodeView({ masked, channel, delivery, expiresAt, resendAt }: SentCode): SentCodeView {
  const secondsTo = (at: Date) => Math.max(0, Math.ceil((at.getTime() - clock.now().getTime()) / 1000))
  return { masked, channel, delivery, lifeSeconds: secondsTo(expiresAt), resendSeconds: secondsTo(resendAt) }
}
