/**
 * The portal's process: Next behind a thin HTTP server that knows what Next can't tell a page, the socket's
 * real peer, and that sets the security headers once for everything (docs/decisions/004).
 */
import { createServer } from 'node:http'
import { isIPv6 } from 'node:net'
import next from 'next'
import { env } from '@/lib/env'
import { guardRequests } from './guard-requests'

const { PORT: port, HOST, SIGNET_MODE: mode, SIGNET_ORIGIN } = env()
const development = process.argv.includes('--dev')
const hostname = HOST ?? (mode === 'demo' ? '127.0.0.1' : '0.0.0.0')

const listensAs = new URL(`http://${isIPv6(hostname) ? `[${hostname}]` : hostname}:${port}`).host

const app = next({ dev: development, hostname, port })
const handle = app.getRequestHandler()
await app.prepare()

const server = createServer(
  { requestTimeout: 30_000, headersTimeout: 15_000, maxHeaderSize: 16_384 },
  guardRequests({ origin: new URL(SIGNET_ORIGIN), development, oneHost: mode === 'demo', listensAs }, handle),
)
if (development) server.on('upgrade', app.getUpgradeHandler())
server.on('error', (error) => {
  console.error(`The portal can't listen on ${hostname}:${port}: ${error.message}`)
  process.exit(1)
})
server.listen(port, hostname, () => process.send?.('listening'))

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
// The supervisor is gone, however it went: a portal that nobody watches over must not stay.
process.on('disconnect', stop)
