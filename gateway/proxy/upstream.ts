import {
  type ClientRequest,
  Agent as HttpAgent,
  type IncomingMessage,
  ServerResponse,
  STATUS_CODES,
} from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { Socket } from 'node:net'
import { Readable } from 'node:stream'
import { createProxyServer } from 'httpxy'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { type AnswerCode, AnswerError, errorAnswer } from '../answer-error'
import { endToEnd } from './forwarded-headers'

/** Shorter than what servers keep idle connections for: one that they are just closing is not used again. */
const idleMilliseconds = 4_000
/** Of this process. What is more waits. */
const mostConnections = 512

class UpstreamTimeout extends Error {}

/** A request with the headers that it is passed on with, and the ID that its answer names. */
type Forwarded = { raw: IncomingMessage; requestId: string }

export type Upstream = {
  /** Passes a request on with this body, and its answer back. Resolves when that is done, also when it failed. */
  answer: (request: Forwarded, response: ServerResponse, body: Buffer) => Promise<void>
  /** Passes an upgrade on, and then everything both ways. Resolves when the connection is closed. */
  upgrade: (request: Forwarded, socket: Socket, head: Buffer) => Promise<void>
  close: () => void
}

/** The trading API at an origin. When it fails, that is answered and logged here. */
export function makeUpstream(target: string): Upstream {
  const options = { keepAlive: true, maxSockets: mostConnections, timeout: idleMilliseconds }
  const agent = target.startsWith('https:') ? new HttpsAgent(options) : new HttpAgent(options)
  const silence = env().UPSTREAM_TIMEOUT_SECONDS * 1000
  const proxy = createProxyServer({ target, agent, changeOrigin: true })
  const ids = new WeakMap<IncomingMessage, string>()
  const idOf = (raw: IncomingMessage | undefined) => (raw && ids.get(raw)) ?? ''
  const upgraded = new WeakSet<Socket>()

  proxy.on('proxyReq', (sent, _raw, response) => limitSilence(sent, silence, response))
  proxy.on('proxyRes', (received, raw, response) => {
    const { 'signet-request-id': _, ...headers } = endToEnd(received.headers)
    received.headers = { ...headers, connection: response.shouldKeepAlive ? 'keep-alive' : 'close' }
    response.setHeader('signet-request-id', idOf(raw))
  })
  proxy.on('proxyReqWs', (sent, _raw, socket) => {
    sent.setTimeout(silence, () => sent.destroy(new UpstreamTimeout('silent')))
    // Piping ends the other side with an end of this one, but not with a break; nor is anything piped before an answer.
    socket.once('close', () => sent.destroy())
    sent.on('upgrade', (_answer, upstream) => {
      upgraded.add(socket)
      socket.once('close', () => upstream.destroy())
      if (socket.destroyed) upstream.destroy()
      upstream.once('close', () => socket.destroySoon())
    })
  })
  proxy.on('error', (error, raw, to) => {
    const requestId = idOf(raw)
    log.warn({ error, requestId }, 'the trading API does not answer')
    const code = error instanceof UpstreamTimeout ? 'upstream_timeout' : 'upstream_unreachable'
    if (to instanceof ServerResponse) sayFailure(to, code, requestId)
    // One that was upgraded is no place for an answer.
    else if (to && !upgraded.has(to)) to.write(failureText(code, requestId))
  })

  return {
    answer: ({ raw, requestId }, response, body) => {
      ids.set(raw, requestId)
      return proxy.web(raw, response, { buffer: Readable.from([body], { objectMode: false }) })
    },
    upgrade: ({ raw, requestId }, socket, head) => {
      ids.set(raw, requestId)
      return proxy.ws(raw, socket, {}, head)
    },
    close: () => agent.destroy(),
  }
}

/** Ends a request whose upstream says nothing for so long. It is not silent while its answer waits for the client. */
function limitSilence(sent: ClientRequest, milliseconds: number, response: ServerResponse): void {
  const { socket } = sent
  if (!socket) return
  const look = () => {
    const waits = response.socket?.destroyed === false && response.writableNeedDrain
    if (waits) socket.setTimeout(milliseconds)
    else sent.destroy(new UpstreamTimeout('silent'))
  }
  socket.setTimeout(milliseconds)
  socket.on('timeout', look)
  sent.once('close', () => socket.off('timeout', look))
}

function sayFailure(response: ServerResponse, code: AnswerCode, requestId: string): void {
  if (response.headersSent) return void response.destroy()
  const { status, body } = errorAnswer(new AnswerError(code), requestId)
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'signet-request-id': requestId,
  })
  response.end(JSON.stringify(body))
}

/** The same answer for a connection without a response. */
function failureText(code: AnswerCode, requestId: string): string {
  const { status, body } = errorAnswer(new AnswerError(code), requestId)
  const text = JSON.stringify(body)
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(text)}`,
    'connection: close',
    '',
    text,
  ].join('\r\n')
}
