import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { log } from '@/lib/log'

/** Of one connection. Each takes memory, whatever it asks. */
const mostWaiting = 32

/**
 * Serves the requests of a connection one after the other. Node starts one that came before an earlier one is answered
 * (RFC 9112 section 9.3.2) at once, holds back its answer, and when the client goes tells nobody of that: what was held
 * for it, the connection to the trading API or room for a body, would stay for ever. So nothing is held before its
 * turn. One whose turn never comes, because the connection ended, is forgotten with it.
 */
export function takeInTurn(app: FastifyInstance): void {
  const waiting = new WeakMap<Socket, number>()
  app.addHook('onRequest', ({ raw: { socket } }, { raw: response }, done) => {
    if (response.socket) return done()
    const before = waiting.get(socket) ?? 0
    if (before >= mostWaiting) {
      log.info({ address: socket.remoteAddress }, 'a client sends ahead too much, and is cut off')
      return void socket.destroy()
    }
    waiting.set(socket, before + 1)
    response.once('socket', () => {
      waiting.set(socket, (waiting.get(socket) ?? 1) - 1)
      // Node is not done with handing it the connection.
      process.nextTick(done)
    })
  })
}
