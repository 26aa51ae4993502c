import type { Address } from './parse-address'

/** The one text of an address: dotted decimal, or RFC 5952 for IPv6. */
export function formatAddress({ family, value }: Address): string {
  if (family === 4) {
    const bits = Number(value)
    return `${bits >>> 24}.${(bits >>> 16) & 255}.${(bits >>> 8) & 255}.${bits & 255}`
  }
  const groups = [...Array(8).keys()].map((index) =>
    ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16),
  )
  const text = groups.join(':')
  // RFC 5952 4.2: the longest run of two or more zero groups becomes `::`, the first one when equal.
  const runs = text.match(/\b0(:0)+\b/g) ?? []
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), '')
  if (!longest) return text
  const at = text.search(new RegExp(`\\b${longest}\\b`))
  const [before, after] = [text.slice(0, at), text.slice(at + longest.length)]
  return `${before.replace(/:$/, '')}::${after.replace(/^:/, '')}`
}
