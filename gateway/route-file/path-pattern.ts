/** A segment of a pattern: a text, any one segment, or whatever is left. */
export type Segment = { kind: 'literal'; text: string } | { kind: 'one' } | { kind: 'rest' }

/**
 * Reads a pattern such as `/v1/orders/{id}` or `/v1/market/**`.
 * @returns its segments, or in a sentence what is wrong
 */
export function readPattern(pattern: string): Segment[] | string {
  if (!pattern.startsWith('/')) return 'must begin with /'
  const parts = segmentsOf(pattern)
  if (!parts) return 'has an escape that is broken'
  const segments: Segment[] = []
  for (const [at, part] of parts.entries()) {
    const segment = readSegment(part, at === parts.length - 1)
    if (typeof segment === 'string') return segment
    segments.push(segment)
  }
  return segments
}

function readSegment(part: string, last: boolean): Segment | string {
  if (part === '**') return last ? { kind: 'rest' } : 'may have ** at its end only'
  if (/^\{[A-Za-z][A-Za-z0-9_]*\}$/.test(part)) return { kind: 'one' }
  if (part === '' || part === '.' || part === '..') return 'has an empty or dot segment'
  if (/[*{}/\\;?#%]/.test(part))
    return 'may hold letters, digits and the like, {name} for one segment, and ** at its end'
  return { kind: 'literal', text: part }
}

/**
 * The segments of a path as they are compared: decoded, in lower case, without a slash at the end. Servers differ in
 * whether these make another path; here none of them leads past a rule.
 * @returns null when an escape is broken
 */
export function segmentsOf(path: string): string[] | null {
  const parts = path.slice(1).replace(/\/$/, '').split('/')
  if (parts.length === 1 && parts[0] === '') return []
  try {
    return parts.map((part) => decodeURIComponent(part).toLowerCase())
  } catch {
    return null
  }
}

/** Whether a pattern covers a path. */
export function covers(pattern: readonly Segment[], path: readonly string[]): boolean {
  for (const [at, segment] of pattern.entries()) {
    if (segment.kind === 'rest') return true
    const part = path[at]
    if (part === undefined || (segment.kind === 'literal' && segment.text !== part)) return false
  }
  return pattern.length === path.length
}

const ranks = { literal: 0, one: 1, rest: 2 } as const

/**
 * Sorts patterns so that of those which cover one path the most specific stands first: told by the first segment in
 * which they differ, where a text comes before `{name}`, and that before `**`.
 * @returns 0 for patterns that cover the same paths
 */
export function bySpecificity(one: readonly Segment[], other: readonly Segment[]): number {
  for (let at = 0; at < Math.max(one.length, other.length); at++) {
    const [a, b] = [one[at], other[at]]
    // A pattern that ends here covers this path alone, `**` also what lies below.
    if (!a || !b) return a ? 1 : -1
    if (a.kind !== b.kind) return ranks[a.kind] - ranks[b.kind]
    if (a.kind === 'literal' && b.kind === 'literal' && a.text !== b.text) return a.text < b.text ? -1 : 1
  }
  return 0
}
