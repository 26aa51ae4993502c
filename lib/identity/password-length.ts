/** Characters (code points) of a new password. */
export const passwordLength = { least: 12, most: 128 } as const
