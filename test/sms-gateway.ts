import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

type SmsPost = { body: string; headers: Record<string, string | string[] | undefined> }

/** A real HTTP server in the place of an operator's SMS gateway. `behaviour` can change while it runs. */
export type SmsGatewayServer = {
  port: number
  received: SmsPost[]
  behaviour: 'take' | 'fail' | 'stall' | 'redirect'
  stop: () => Promise<void>
}

export async function startSmsGateway(port = 0): Promise<SmsGatewayServer> {
  const received: SmsPost[] = []
  const http = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    if (gateway.behaviour === 'stall') return
    if (gateway.behaviour === 'fail') return response.writeHead(500).end('internal error')
    if (gateway.behaviour === 'redirect')
      return response.writeHead(307, { location: `http://127.0.0.1:${gateway.port}/elsewhere` }).end()
    received.push({ body: Buffer.concat(chunks).toString(), headers: request.headers })
    return response.writeHead(202).end()
  })
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve))
  const stop = () =>
    new Promise<void>((resolve) => {
      http.close(() => resolve())
      http.closeAllConnections()
    })
  const gateway: SmsGatewayServer = {
    port: (http.address() as AddressInfo).port,
    received,
    behaviour: 'take',
    stop,
  }
  return gateway
}
