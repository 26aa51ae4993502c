import { Agent, type IncomingHttpHeaders, request } from 'node:http'

/** A connection for each request: one that is kept may be closed by the server just as it is used again. */
const separate = new Agent({ keepAlive: false })

export type Answer = { status: number; headers: IncomingHttpHeaders; text: string }

/**
 * One request to a portal process. As a balancer would it names the host that customers see, whatever the port:
 * `fetch` can't.
 */
export function ask(
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: Uint8Array; agent?: Agent } = {},
): Promise<Answer> {
  const { method = 'GET', body, agent = separate } = options
  const origin = new URL(process.env.SIGNET_ORIGIN ?? '')
  const headers = { host: origin.host, origin: origin.origin, ...options.headers }
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, method, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8')
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
