/** Pace of the outbox. */
export const deliveryTimes = {
  /** A message that is not a code is given up after this. */
  lifeSeconds: 3 * 86_400,
  /** Whoever wrote a code delivers it at once, while somebody waits; then the worker takes it. */
  handoverSeconds: 5,
  /** How long a claimed message is left alone: longer than any attempt may take. */
  leaseSeconds: 60,
  /** One attempt, by any transport, ends after this. */
  attemptMs: 5_000,
  /** Pauses after the first, second … failed attempt; after the last one the message is given up. */
  pausesSeconds: [5, 15, 45, 120, 600, 3_600, 21_600, 86_400],
} as const
