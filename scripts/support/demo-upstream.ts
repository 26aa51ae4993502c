/**
 * A trading API for the demo: whatever is asked, it says who the gateway says has sent it. It listens on loopback, and
 * believes everybody there.
 */
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { env } from '@/lib/env'

const server = createServer(async (request, response) => {
  try {
    const body = await buffer(request)
    const identity = Object.entries(request.headers).filter(([name]) => name.startsWith('signet-'))
    const said = {
      method: request.method,
      target: request.url,
      body: { bytes: body.length, sha256: createHash('sha256').update(body).digest('hex') },
      identity: Object.fromEntries(identity),
    }
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    response.end(`${JSON.stringify(said, null, 2)}\n`)
  } catch {
    response.destroy()
  }
})

server.listen(env().DEMO_UPSTREAM_PORT, '127.0.0.1', () => process.send?.('listening'))
server.on('error', (error) => {
  console.error(`The demo's trading API can't listen: ${error.message}`)
  process.exit(1)
})
for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.on(signal, () => process.exit(0))
