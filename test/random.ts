/** Numbers that look random and are the same in each run (mulberry32), so that what fails fails again. */
export function seededRandom(seed: number) {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  /** From 0 up to `limit`, which it never is. */
  const below = (limit: number): number => Math.floor(next() * limit)
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T
  const text = (alphabet: string, min: number, max: number): string =>
    Array.from({ length: min + below(max - min + 1) }, () => alphabet[below(alphabet.length)]).join('')
  const bytes = (length: number): Buffer => Buffer.from(Array.from({ length }, () => below(256)))
  return { below, pick, text, bytes }
}
export type SeededRandom = ReturnType<typeof seededRandom>
