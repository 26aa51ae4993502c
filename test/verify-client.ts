import type { Answer } from '@/gateway/verify/answer'
import type { RequestFacts } from '@/lib/signing/request'

/** Asks a gateway's `/v1/verify`, as a service would. */
export function verifyClient(internal: string, token: string) {
  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${internal}/v1/verify`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
    })
  const question = (facts: RequestFacts, more: object = {}) => ({
    method: facts.method,
    path: facts.path,
    query: facts.query,
    headers: facts.headers,
    bodyBase64: facts.body && Buffer.from(facts.body).toString('base64'),
    ip: '203.0.113.7',
    ...more,
  })
  return {
    post,
    question,
    /** What is decided about a request. */
    ask: async (facts: RequestFacts, more: object = {}): Promise<Answer> => {
      const answer = await post(JSON.stringify(question(facts, more)))
      if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`)
      return (await answer.json()) as Answer
    },
  }
}
