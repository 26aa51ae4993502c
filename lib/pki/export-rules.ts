/** Java stops at 5,000,000 rounds, Go at 2^20; below 100,000 guessing gets cheap. */
export const exportRounds = { fewest: 100_000, most: 1_000_000 } as const

/**
 * Holds a file's password and rounds against what every importer takes: Java can't open passwords that are not
 * printable ASCII, 0x20 to 0x7e.
 * @throws RangeError for a password or a number of rounds that some importer can't handle
 */
export function checkExportRules({ password, iterations }: { password: string; iterations: number }): void {
  if (!/^[\x20-\x7e]+$/.test(password)) throw new RangeError('the password is not printable ASCII')
  if (iterations < exportRounds.fewest || iterations > exportRounds.most) throw new RangeError('rounds')
}
