import { Agent, request } from 'node:https'
import { buffer } from 'node:stream/consumers'
import type { RequestFacts } from '@/lib/signing/request'

export type Answer = { status: number; headers: NodeJS.Dict<string | string[]>; text: string }

/** Sends a request as it stands, headers in their order, over TLS that is not checked, and on a new connection. */
export function sendSigned(
  origin: string,
  { method, path, query, headers, body }: RequestFacts,
  more: [name: string, value: string][] = [],
): Promise<Answer> {
  const { hostname, port } = new URL(origin)
  const lines = [...headers.filter(([name]) => name !== 'Host'), ...more].flat()
  const chunked = headers.some(([name]) => name === 'Transfer-Encoding')
  const length = body && body.length > 0 && !chunked ? ['Content-Length', String(body.length)] : []
  return new Promise((resolve, reject) => {
    const sent = request({
      ...{ hostname, port, method, path: query ? `${path}?${query}` : path },
      headers: ['Host', 'api.example', ...lines, ...length],
      agent: new Agent({ rejectUnauthorized: false, keepAlive: false }),
    })
    sent.on('response', async (answer) => {
      const text = (await buffer(answer).catch(() => Buffer.from('cut off'))).toString()
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
