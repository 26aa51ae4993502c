import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { buffer } from 'node:stream/consumers'

type Received = {
  method: string
  target: string
  /** By lower-case name. */
  headers: IncomingMessage['headers']
  body: Buffer
}

export type RecordingUpstream = {
  url: string
  /** What came so far, the newest last. */
  received: Received[]
  /** Answers the next request in place of `200 {}`. */
  next: (answer: (request: IncomingMessage, response: ServerResponse) => void) => void
  /** Takes upgrades: what becomes of the connection once it is switched. */
  onUpgrade: (take: (request: IncomingMessage, socket: Duplex, head: Buffer) => void) => void
  close: () => Promise<void>
}

/** A server that keeps what it is asked, byte for byte. */
export async function recordingUpstream(): Promise<RecordingUpstream> {
  const received: Received[] = []
  const answers: ((request: IncomingMessage, response: ServerResponse) => void)[] = []
  const server = createServer(async (request, response) => {
    const body = await buffer(request).catch(() => null)
    if (!body) return
    received.push({ method: request.method ?? '', target: request.url ?? '', headers: request.headers, body })
    const answer = answers.shift()
    if (answer) answer(request, response)
    else response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    next: (answer) => void answers.push(answer),
    onUpgrade: (take) => void server.on('upgrade', take),
    close: async () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
