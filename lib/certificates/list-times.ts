/** How long a revocation list is good for, and after how long the next edition is made though nothing changed. */
export const listLifeSeconds = 24 * 3600
export const listPeriodSeconds = 12 * 3600
/** A root's key is offline: its list lasts longer, and is made anew while the key is at hand. */
export const rootListLifeSeconds = 365 * 86_400
export const rootListPeriodSeconds = 180 * 86_400
/** Clocks differ: a new list is good from a little before now, as a new certificate is. */
export const listBackdateSeconds = 5 * 60
