/** The letters in the order of their values, which begin at 10. */
const letters = 'ABCDEFGHJKLMNPQRSTUVXYWZIO'
/** Letters by how many people have them: Taipei's, Taichung's, Kaohsiung's … */
const oftenFirst = 'AAAABBBCDDEEEEFFFFGHHHIJJKKLLMNNOPPQQRRSSTTUVWX'
/** No common factor with ten million, so that no two customers get the same seven digits. */
const stride = 7_654_321
const count = 10_000_000

/**
 * The ID of a customer by their number: a letter, 1 or 2, seven digits and the right check digit. None comes twice
 * for the same seed. Phone numbers take the same seven digits.
 */
export function nationalIdOf(seed: number, number: number): { nationalId: string; sevenDigits: string } {
  const serial = (number * stride + seed * 104_729) % count
  const sevenDigits = String(serial).padStart(7, '0')
  const letter = oftenFirst[(number * 31 + seed) % oftenFirst.length] ?? 'A'
  const value = letters.indexOf(letter) + 10
  const digits = [1 + ((number ^ (number >> 3)) & 1), ...[...sevenDigits].map(Number)]
  const sum = digits.reduce(
    (all, digit, place) => all + digit * (8 - place),
    Math.floor(value / 10) + (value % 10) * 9,
  )
  return { nationalId: `${letter}${digits.join('')}${(10 - (sum % 10)) % 10}`, sevenDigits }
}
