import { type IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { log } from '@/lib/log'
import { AnswerError } from '../answer-error'

/** A connection that its client wants to speak another protocol on. */
export type Upgrade = { socket: Socket; head: Buffer; response: ServerResponse }

const wanted = new WeakMap<IncomingMessage, Upgrade>()

/** Leads upgrades through the same routes as all other requests: what refuses those refuses these. */
export function takeUpgrades(app: FastifyInstance): void {
  app.server.on('upgrade', (raw: IncomingMessage, socket: Socket, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    const response = new ServerResponse(raw)
    try {
      response.shouldKeepAlive = false
      // Throws where an earlier request of the same connection has not been answered yet: nobody who upgrades pipelines.
      response.assignSocket(socket)
    } catch (error) {
      log.debug({ error }, 'an upgrade that can not be answered')
      socket.destroy()
      return
    }
    // Node reads no more of it and keeps no time: whoever was refused would stay.
    response.on('finish', () => socket.destroySoon())
    wanted.set(raw, { socket, head, response })
    app.routing(raw, response)
  })
}

/**
 * The upgrade that a request asks for; undefined when it asks for none.
 * @throws AnswerError upgrade_refused for one that is no WebSocket's: with a body, or to another protocol
 */
export function upgradeOf(raw: IncomingMessage): Upgrade | undefined {
  const upgrade = wanted.get(raw)
  if (!upgrade) return undefined
  const { upgrade: protocol = '', 'content-length': length = '0' } = raw.headers
  const plain = length === '0' && raw.headers['transfer-encoding'] === undefined
  if (raw.method !== 'GET' || protocol.toLowerCase() !== 'websocket' || !plain)
    throw new AnswerError('upgrade_refused')
  return upgrade
}
