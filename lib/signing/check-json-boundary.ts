import { SigningRefusal } from './refusal'
import type { RequestFacts } from './request'

const space = new Set([0x20, 0x09, 0x0a, 0x0d])
const opening = new Set([0x7b, 0x5b])

/**
 * For dialects that sign target and body without a separator: a body begins as a JSON object or array does and a
 * query holds no such beginning, so that no byte can be moved from one to the other under the same signature.
 * @throws SigningRefusal
 */
export function checkJsonBoundary({ query, body }: Pick<RequestFacts, 'query' | 'body'>): void {
  if (/[{[]/.test(query)) throw new SigningRefusal('query_malformed')
  if (!body || body.length === 0) return
  const first = body.find((byte) => !space.has(byte))
  if (first === undefined || !opening.has(first)) throw new SigningRefusal('body_malformed')
}
