/**
 * Lets so many through of each name in each period.
 * @returns whether one more of that name is let through
 */
export function makeQuota(periodMs: number, most: number): (name: string, at: Date) => boolean {
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
    return true
  }
}
