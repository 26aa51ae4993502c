/** What a good one has at least one of each: digits, upper and lower case letters, signs. */
const wanted = [/\d/, /[A-Z]/, /[a-z]/, /[^A-Za-z\d]/]

/** Whether a customer may choose it: 8 to 32 characters that a header carries as they are, of all four sorts. */
export function isPassphrase(text: string): boolean {
  return /^[\x21-\x7e]{8,32}$/.test(text) && wanted.every((some) => some.test(text))
}
