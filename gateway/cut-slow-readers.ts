import { Server as TlsServer } from 'node:https'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { log } from '@/lib/log'

/**
 * For how long nothing of what waits for a client may go on. Progress is seen in steps: the kernel takes more when a
 * third of its buffer is free again, up to about 1.5 MB, which at 16 KiB a second is read in less than this.
 */
export const slowestReader = { graceMs: 120_000 }

const lookMs = 1_000

/** How much of what was sent the other side had taken when it last took something. */
type Progress = { taken: number; since: number }

/**
 * Ends each connection of a listener on which an answer waits and is not read, so that nobody keeps answers, and the
 * connections behind them, for as long as they like. Where nothing waits nothing is slow: event streams and WebSockets
 * may be silent. What Node limits by itself is how slowly requests come.
 */
export function cutSlowReaders(app: FastifyInstance): void {
  const open = new Map<Socket, Progress>()
  const event = app.server instanceof TlsServer ? 'secureConnection' : 'connection'
  app.server.on(event, (socket: Socket) => {
    open.set(socket, { taken: 0, since: performance.now() })
    socket.once('close', () => open.delete(socket))
  })
  const timer = setInterval(() => {
    const now = performance.now()
    for (const [socket, progress] of open) {
      if (!isTooSlow(socket, progress, now)) continue
      log.info({ address: socket.remoteAddress }, 'a client does not read its answer, and is cut off')
      socket.destroy()
    }
  }, lookMs)
  timer.unref()
  app.addHook('onClose', async () => clearInterval(timer))
}

function isTooSlow(socket: Socket, progress: Progress, now: number): boolean {
  const waiting = socket.writableLength
  const taken = socket.bytesWritten - waiting
  if (waiting === 0 || taken !== progress.taken) {
    progress.taken = taken
    progress.since = now
    return false
  }
  return now - progress.since > slowestReader.graceMs
}
