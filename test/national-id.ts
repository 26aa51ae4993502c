import { randomInt } from 'node:crypto'

const letters = 'ABCDEFGHJKLMNPQRSTUVXYWZIO'

/** A random Taiwanese national ID with the right check digit: letter, 1 or 2, seven digits, check. */
export function randomNationalId(): string {
  const letter = randomInt(26)
  const digits = [randomInt(1, 3), ...Array.from({ length: 7 }, () => randomInt(10))]
  const value = letter + 10
  const sum = digits.reduce(
    (total, digit, place) => total + digit * (8 - place),
    Math.floor(value / 10) + (value % 10) * 9,
  )
  return `${letters[letter]}${digits.join('')}${(10 - (sum % 10)) % 10}`
}
