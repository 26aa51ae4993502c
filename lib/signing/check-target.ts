import { SigningRefusal } from './refusal'
import type { RequestFacts } from './request'

const maxQueryLength = 16_384
const maxPathLength = 4_096

/** RFC 3986 3.3 without `;`, whose parameters some servers cut off before they route. */
const pathForm = /^\/(?:[A-Za-z0-9\-._~!$&'()*+,=:@/]|%[0-9A-Fa-f]{2})*$/
/** Empty and dot segments, which some servers remove. */
const foldedSegment = /\/\/|\/\.{1,2}(?:\/|$)/
/**
 * Escapes that make one path look like another: of characters that need none (RFC 3986 6.2.2.2), of `/` `\` `;` `?` `#` `%`,
 * and of control characters.
 */
const deceivingEscape = /%(?:[01][0-9A-F]|7F|2[35DEF]|3[0-9BF]|[46][1-9A-F]|[57][0-9A]|5[CF]|7E)/i
/** Visible ASCII but `" # < > \`, and whole escapes. */
const queryForm = /^(?:[!$&-;=?-[\]-~]|%[0-9A-Fa-f]{2})*$/

/**
 * Refuses a method or target that a server behind may read differently from the one that decides: permission is
 * decided by method and path, which several dialects don't sign.
 * @throws SigningRefusal
 */
export function checkTarget({ method, path, query }: RequestFacts): void {
  if (!/^[A-Z]{1,20}$/.test(method)) throw new SigningRefusal('method_malformed')
  if (path.length > maxPathLength || !pathForm.test(path) || foldedSegment.test(path) || isDeceiving(path))
    throw new SigningRefusal('path_malformed')
  if (query.length > maxQueryLength || !queryForm.test(query)) throw new SigningRefusal('query_malformed')
}

function isDeceiving(path: string): boolean {
  if (!path.includes('%')) return false
  if (deceivingEscape.test(path)) return true
  try {
    decodeURIComponent(path)
    return false
  } catch {
    // No UTF-8: servers differ in what they make of it.
    return true
  }
}
