/** The value that this share of all is not above. @throws RangeError when there is none */
export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const value = sorted[Math.min(sorted.length, Math.max(1, Math.ceil(share * sorted.length))) - 1]
  if (value === undefined) throw new RangeError('a percentile of nothing')
  return value
}
