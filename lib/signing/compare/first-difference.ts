/** The place of the first byte that is not the same in both; null when there is none. */
export function firstDifference(one: Uint8Array, other: Uint8Array): number | null {
  const shorter = Math.min(one.length, other.length)
  for (let at = 0; at < shorter; at += 1) if (one[at] !== other[at]) return at
  return one.length === other.length ? null : shorter
}
