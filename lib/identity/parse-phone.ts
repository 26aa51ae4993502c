import 'server-only'

/** Signs that people group digits with. */
const grouping = /[\s().-]/g
/** Taiwan without its trunk zero: a mobile number, or an area code with a number of six to eight digits. */
const taiwan = /^(?:9\d{8}|[2-8]\d{7,8})$/
/** E.164: a country code, and at most 15 digits in all. Which numbers a country has given out is not asked. */
const international = /^\+[1-9]\d{6,14}$/

/**
 * A phone number in E.164 form (`+886912345678`), or null. Taken as people write it: full-width digits, grouped by
 * spaces, hyphens or parentheses, Taiwanese ones with their leading zero, any others with `+` and the country code.
 */
export function parsePhone(typed: string): string | null {
  const compact = typed
    .normalize('NFKC')
    .replace(/[‐-―−]/g, '-')
    .replace(grouping, '')
  const domestic = /^(?:\+8860?|0)(\d+)$/.exec(compact)?.[1]
  if (domestic !== undefined) return taiwan.test(domestic) ? `+886${domestic}` : null
  return international.test(compact) ? compact : null
}
