import { SigningRefusal } from './refusal'

/** How far off a timestamp may be. */
export type TimeWindow = { windowMs: number; aheadMs: number }

/** As far ahead as behind. */
export const within = (windowMs: number): TimeWindow => ({ windowMs, aheadMs: windowMs })

const defaultReceiveWindowMs = 5_000
const maxReceiveWindowMs = 60_000
const aheadMs = 1_000

/**
 * The window that a sender asks for, in milliseconds with up to three decimals: `now - timestamp <= recvWindow`, and
 * less than a second ahead.
 * @param text undefined when none was sent
 * @throws SigningRefusal when it is no number, or more than a minute
 */
export function receiveWindow(text: string | undefined): TimeWindow {
  if (text === undefined) return { windowMs: defaultReceiveWindowMs, aheadMs }
  const windowMs = /^\d{1,5}(\.\d{1,3})?$/.test(text) ? Number(text) : Number.NaN
  if (!(windowMs <= maxReceiveWindowMs)) throw new SigningRefusal('window_malformed')
  return { windowMs, aheadMs }
}
