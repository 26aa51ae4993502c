/** However many keys are refused in an hour, counting that takes some ten megabytes. */
const namesTold = 100_000

/**
 * Lets so many through of each name in each period. Beyond `mostNames` the one that came first begins anew.
 * @returns whether one more of that name is let through
 */
export function makeQuota(
  periodMs: number,
  most: number,
  mostNames = namesTold,
): (name: string, at: Date) => boolean {
  let period = Number.NaN
  const counts = new Map<string, number>()
  return (name, at) => {
    const present = Math.floor(at.getTime() / periodMs)
    if (present !== period) {
      counts.clear()
      period = present
    }
    const count = counts.get(name) ?? 0
    if (count >= most) return false
    counts.set(name, count + 1)
    if (counts.size > mostNames) forgetFirst(counts)
    return true
  }
}

function forgetFirst(counts: Map<string, number>): void {
  const [first] = counts.keys()
  if (first !== undefined) counts.delete(first)
}
