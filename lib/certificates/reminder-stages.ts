/** When a holder is told that a certificate ends: `days` before, or on the end for 0. */
export type ReminderStage = {
  days: number
  /** It is the one to send while the certificate ends after this many seconds from now, and … */
  endsAfterSeconds: number
  /** … not after this many. */
  endsBySeconds: number
}

const daySeconds = 86_400
/** A certificate that ended longer ago is no news any more: the server may have been down for months. */
const endedWithinDays = 7

/**
 * The stages of a policy, the most urgent one first. They touch and don't overlap: at any time one of them at most
 * is the one to send, however many have passed unsent.
 * @param reminderDays days before the end, in any order
 */
export function reminderStages(reminderDays: readonly number[]): ReminderStage[] {
  const days = [...new Set([0, ...reminderDays])].sort((a, b) => a - b)
  return days.map((day, index) => ({
    days: day,
    endsAfterSeconds: (days[index - 1] ?? -endedWithinDays) * daySeconds,
    endsBySeconds: day * daySeconds,
  }))
}
