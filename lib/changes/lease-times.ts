/** For how long a gateway may answer from its memory after a renewal, in milliseconds of the database's clock. */
export const leaseTtlMs = 1000

/** After how long a holder that has not acknowledged a change is fenced. */
export const silenceMs = 300
