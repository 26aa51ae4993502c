import type { ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'

const sweepMilliseconds = 100

/**
 * To be called before a listener listens. @returns what ends it: it takes nothing new, answers what has come, and waits
 * for nobody who only keeps a connection
 */
export function makeCloser(app: FastifyInstance): () => Promise<void> {
  const open = new Set<ServerResponse>()
  app.server.on('request', (_request, response: ServerResponse) => {
    // One whose turn has not come would never say that it is closed.
    const add = () => {
      open.add(response)
      response.once('close', () => open.delete(response))
    }
    if (response.socket) add()
    else response.once('socket', add)
  })
  // Node looks once for who is idle, and no more for who never sends a request.
  const sweep = () => (open.size === 0 ? app.server.closeAllConnections() : app.server.closeIdleConnections())
  return async () => {
    const sweeping = setInterval(sweep, sweepMilliseconds)
    await app.close().finally(() => clearInterval(sweeping))
  }
}
