import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export type RelayedDatabase = {
  /** Breaks every connection and takes no new one. @param spared stays: those that named themselves so */
  cut: (spared?: string) => void
}

/** A way to this file's PostgreSQL that can be taken away; `DATABASE_URL` leads over it, for whoever reads it from now on. */
export async function relayedDatabase(): Promise<RelayedDatabase> {
  const url = new URL(process.env.DATABASE_URL ?? '')
  const { hostname, port } = url
  const open = new Set<{ socket: Socket; name: string }>()
  const relay = createServer((socket) => {
    const server = connect(Number(port), hostname)
    const one = { socket, name: '' }
    open.add(one)
    // The first message says who connects: https://www.postgresql.org/docs/current/protocol-message-formats.html
    socket.once('data', (first) => {
      one.name = first.toString('latin1')
    })
    for (const [from, to] of [
      [socket, server],
      [server, socket],
    ] as const) {
      from.on('error', () => {})
      from.on('close', () => to.destroy())
      from.pipe(to)
    }
    socket.on('close', () => open.delete(one))
  }).listen(0, '127.0.0.1')
  await once(relay, 'listening')
  url.host = `127.0.0.1:${(relay.address() as AddressInfo).port}`
  process.env.DATABASE_URL = url.href
  return {
    cut: (spared) => {
      relay.close()
      for (const { socket, name } of open) if (!spared || !name.includes(spared)) socket.destroy()
    },
  }
}
