/** For how long a gateway may answer from its memory after a renewal, in milliseconds of the database's clock. */
export const leaseTtlMs = 1000

/** How long a gateway waits between two renewals. */
export const renewEveryMs = 250

/** How far the two clocks of a gateway may be apart since its renewal: further, and the computer was suspended. */
export const clocksApartMs = 100

/** How much sooner a gateway gives its lease up than the database does: clocks run differently, and may be apart. */
export const leaseMarginMs = 200

/** After how long a holder that has not acknowledged a change is fenced. */
export const silenceMs = 300

/** For how long a change waits for those who are silent. */
export const longestWaitMs = 2 * leaseTtlMs
