import type { Policy } from '@/lib/policies/schema'

type Identifier = Policy['identifier']

/**
 * The value of each letter, assigned by the household registration offices: not alphabetical,
 * since I, O, W and others were given out later.
 */
const letterValues: Record<string, number> = Object.fromEntries(
  [...'ABCDEFGHJKLMNPQRSTUVXYWZIO'].map((letter, index) => [letter, index + 10]),
)

/** One letter, then a second character that says which kind of number it is. */
const taiwanFormat = /^([A-Z])([A-D]|[1289])(\d{8})$/

/** As it is compared and stored: full-width characters made ASCII, upper case, no space around it. */
export function normaliseNationalId(typed: string): string {
  return typed.normalize('NFKC').trim().toUpperCase()
}

/** The normalised ID, or null when the policy's format or the check digit doesn't hold. */
export function parseNationalId(typed: string, identifier: Identifier): string | null {
  const id = normaliseNationalId(typed)
  const valid =
    identifier.kind === 'taiwan'
      ? hasTaiwanCheckDigit(id)
      : new RegExp(`^(?:${identifier.pattern})$`).test(id)
  return valid ? id : null
}

/**
 * National ID (second character 1 or 2), resident certificate of 2021 (8 or 9) and of before (A to D; counts as
 * the last digit of the letter's value). All share one weighted sum, which must be a multiple of 10.
 */
function hasTaiwanCheckDigit(id: string): boolean {
  const [, letter = '', second = '', rest = ''] = taiwanFormat.exec(id) ?? []
  const first = letterValues[letter]
  if (first === undefined) return false
  const digits = [Math.floor(first / 10), first % 10, (letterValues[second] ?? Number(second)) % 10]
  digits.push(...[...rest].map(Number))
  const weights = [1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1]
  return digits.reduce((sum, digit, index) => sum + digit * (weights[index] ?? 0), 0) % 10 === 0
}
