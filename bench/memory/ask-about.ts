import { Agent } from 'node:http'
import { ask } from '@/campaigns/support/ask'
import type { LaunchedGateway } from '@/test/launch-gateway'
import { signAs } from '@/test/sign-as'
import type { BenchKey } from '../verify/make-keys'

const parallel = 16
const unsigned = { method: 'GET', path: '/v1/orders', query: 'symbol=2330', body: Buffer.alloc(0) }

/**
 * Has a gateway decide about one signed request of each key, which it must let in.
 * @param token of a service
 */
export async function askAbout(
  { internal }: LaunchedGateway,
  token: string,
  keys: readonly BenchKey[],
): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: parallel })
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
  let next = 0
  await Promise.all(
    Array.from({ length: parallel }, async () => {
      for (let key = keys[next++]; key; key = keys[next++]) {
        const body = questionOf(key)
        const { text } = await ask(`${internal}/v1/verify`, { agent, method: 'POST', headers, body })
        if (!text.includes('"decision":"allow"')) throw new Error(`a key was refused: ${text}`)
      }
    }),
  )
  agent.destroy()
}

function questionOf(key: BenchKey): Buffer {
  const { headers, method, path, query } = signAs.binance(unsigned, { ...key, timeMs: Date.now() })
  const question = { method, path, query, headers, bodyBase64: '', ip: '203.0.113.7' }
  return Buffer.from(JSON.stringify({ ...question, permission: 'orders.read' }))
}
