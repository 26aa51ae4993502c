import type { KeyFinding, Verdict } from './schema'

/** From here on programs and servers take one another's times for wrong. */
const mostSkewSeconds = 300

/**
 * A test in one word. One key in order is enough: what is wrong with others does not keep it from working.
 * @param findings the newest certificate first: of several that are all wrong, its fault is the one to mend
 */
export function verdictOf({
  store,
  findings,
  skewSeconds,
}: {
  store: 'readable' | 'unreadable'
  findings: KeyFinding[]
  skewSeconds: number
}): Verdict {
  if (store === 'unreadable') return 'store_unreadable'
  const [newest] = findings
  if (!newest) return 'no_key_here'
  if (findings.every(({ problems }) => problems.length > 0)) return newest.problems[0] ?? 'ok'
  return Math.abs(skewSeconds) > mostSkewSeconds ? 'clock_off' : 'ok'
}
