import { createHash } from 'node:crypto'
import type { Duplex } from 'node:stream'

/** RFC 6455 section 1.3. */
export const webSocketNonce = 'dGhlIHNhbXBsZSBub25jZQ=='
export const webSocketAccept = createHash('sha1')
  .update(`${webSocketNonce}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
  .digest('base64')

/** The lines by which a client asks for a WebSocket. */
export const webSocketHead = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  `Sec-WebSocket-Key: ${webSocketNonce}`,
]

/** Takes an upgrade as a server does: says `hello `, and then whatever it is told. */
export function echo(socket: Duplex, head: Buffer): void {
  const lines = [
    'HTTP/1.1 101 Switching Protocols',
    ...webSocketHead.slice(0, 2),
    `Sec-WebSocket-Accept: ${webSocketAccept}`,
  ]
  socket.write(`${lines.join('\r\n')}\r\n\r\nhello `)
  socket.write(head)
  socket.pipe(socket)
}
