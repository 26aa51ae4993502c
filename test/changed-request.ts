import { readRequest } from '@/lib/signing/read-request'
import type { RequestFacts } from '@/lib/signing/request'
import type { Unsigned } from './sign-as'

export const accessKey = 'sgk_accessKey'
const timeMs = 1_700_000_000_123
export const signer = { accessKey, secret: 'sgs_secret', passphrase: 'phrase', timeMs }
const none = Buffer.alloc(0)
export const get: Unsigned = { method: 'GET', path: '/api/orders', query: 'symbol=BTC', body: none }
export const post: Unsigned = { ...get, method: 'POST', query: '', body: Buffer.from('{"a":1}') }
export const form: Unsigned = { ...get, method: 'POST', body: Buffer.from('side=BUY') }
export const bearer: RequestFacts = { ...get, headers: [['Authorization', `Bearer ${'t'.repeat(43)}`]] }

export type Change = Partial<RequestFacts> | ((facts: RequestFacts) => Partial<RequestFacts>)
/** One header with these values instead of its own; with none it is gone. */
export const setHeader =
  (name: string, ...values: string[]) =>
  ({ headers }: RequestFacts) => ({
    headers: [
      ...headers.filter(([other]) => other.toLowerCase() !== name),
      ...values.map((value) => [name, value] as const),
    ],
  })
export const setQuery = (from: RegExp | string, to: string) => (facts: RequestFacts) => ({
  query: facts.query.replace(from, to),
})

/** Why a request is refused after a change; null when it is read. */
export function reasonOf(facts: RequestFacts, change: Change): string | null {
  const changed = { ...facts, ...(typeof change === 'function' ? change(facts) : change) }
  const read = readRequest(changed)
  return read.ok ? null : read.reason
}
