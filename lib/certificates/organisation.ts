/** Who issues: in the names of the CAs and of every certificate. */
export const organisation = { country: 'TW', organisation: 'Signet' } as const
