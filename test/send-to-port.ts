import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import type { RequestFacts } from '@/lib/signing/request'

/** Sends a request over plain HTTP to a port of this computer, byte for byte. */
export function sendToPort(
  port: number,
  { method, path, query, headers, body }: RequestFacts,
  more: Record<string, string> = {},
): Promise<{ status: number; text: string; retryAfter: string | undefined }> {
  return new Promise((resolve, reject) => {
    const sent = request({
      ...{ host: '127.0.0.1', port, method, path: query ? `${path}?${query}` : path, agent: false },
      headers: { ...Object.fromEntries(headers), ...more, 'content-length': body?.length ?? 0 },
    })
    sent.on('response', async (answer) =>
      resolve({
        ...{ status: answer.statusCode ?? 0, text: await text(answer) },
        retryAfter: answer.headers['retry-after'],
      }),
    )
    sent.on('error', reject)
    sent.end(body)
  })
}
