/**
 * The portal's process: Next behind a thin HTTP server that knows what Next can't tell a page, the socket's
 * real peer, and that sets the security headers once for everything (docs/decisions/004).
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import next from 'next'
import { env } from '@/lib/env'
import { securityHeaders } from './security-headers'

const settings = env()
const development = process.argv.includes('--dev')
const origin = new URL(settings.SIGNET_ORIGIN)
const https = origin.protocol === 'https:'
const hostname = settings.HOST ?? (settings.SIGNET_MODE === 'demo' ? '127.0.0.1' : '0.0.0.0')

const app = next({ dev: development, hostname, port: settings.PORT })
const handle = app.getRequestHandler()
await app.prepare()

function answer(request: IncomingMessage, response: ServerResponse): void {
  for (const name of Object.keys(request.headers))
    if (name.startsWith('signet-')) delete request.headers[name]
  request.headers['signet-peer'] = request.socket.remoteAddress ?? ''
  request.headers['signet-request-id'] = randomUUID()
  // Next compares Origin with these for a server action; the origin is configuration, not what a client says.
  request.headers.host = origin.host
  delete request.headers['x-forwarded-host']
  request.headers['x-forwarded-proto'] = origin.protocol.slice(0, -1)

  const headers = securityHeaders(randomBytes(16).toString('base64'), { https, development })
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  // Next reads the nonce for its own scripts from here.
  request.headers['content-security-policy'] = headers['content-security-policy']
  if (!isSameOrigin(request)) {
    response.writeHead(403, { 'content-type': 'text/plain' }).end('This request came from another site.\n')
    return
  }
  if (!request.url?.startsWith('/_next/static/')) response.setHeader('cache-control', 'no-store')
  handle(request, response)
}

/** A request that changes something must come from our own pages. */
function isSameOrigin(request: IncomingMessage): boolean {
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return true
  return request.headers.origin === origin.origin
}

const server = createServer({ requestTimeout: 30_000, headersTimeout: 15_000, maxHeaderSize: 16_384 }, answer)
if (development) server.on('upgrade', app.getUpgradeHandler())
server.listen(settings.PORT, hostname, () => process.send?.('ready'))

let stopping = false
function stop(): void {
  if (stopping) return
  stopping = true
  server.close(() => process.exit(0))
  server.closeIdleConnections()
  setTimeout(() => process.exit(0), 5_000).unref()
}
process.on('SIGINT', stop)
process.on('SIGTERM', stop)
process.on('disconnect', stop)
