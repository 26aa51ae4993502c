/** Capitals and digits that can't be taken for one another; 32 of them, so that each is 5 random bits. */
const characters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** A password of 100 random bits in four groups, to paste or to write down; printable ASCII. */
export function strongPassword(): string {
  const random = crypto.getRandomValues(new Uint8Array(20))
  const text = Array.from(random, (byte) => characters[byte % characters.length]).join('')
  return text.replace(/.{5}(?=.)/g, '$&-')
}
