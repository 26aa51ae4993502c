/** Han, also the rare characters beyond the basic plane, kana and hangul: written without spaces between words. */
const spaceless = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u
/** Latin accents, once they stand alone (NFKD). */
const accents = /[\u0300-\u036f]/gu
const longest = 60

/**
 * What a name can be found by, or what was typed to find one: words in lower case without accents, full-width
 * letters made ASCII, nothing twice.
 */
export function typedWords(text: string): string[] {
  const plain = text.normalize('NFKD').replace(accents, '').normalize('NFKC').toLowerCase()
  const words = plain.replace(/['’]/gu, '').split(/[^\p{L}\p{M}\p{N}]+/u)
  return [...new Set(words.map((word) => [...word].slice(0, longest).join('')).filter(Boolean))]
}

/**
 * The words of a name such that each part of it begins one: `Lin Mei-hua` → lin, mei, hua; `王小明` → 王小明, 小明, 明.
 */
export function nameWords(name: string): string[] {
  return [...new Set(typedWords(name).flatMap(partsOf))]
}

function partsOf(word: string): string[] {
  const signs = [...word]
  return signs.flatMap((sign, at) => {
    const begins = at === 0 || spaceless.test(sign) || spaceless.test(signs[at - 1] ?? '')
    return begins ? [signs.slice(at).join('')] : []
  })
}
