import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { ListenGate, type Passing } from './listen-gate'
import { startupOf } from './startup-of'

export type DatabaseRelay = {
  /** The database's URL through it. */
  url: string
  /** What gets through from now on of what PostgreSQL says on the connections over which gateways listen. */
  pass: (passing: Passing) => void
  /** How many bytes were kept from a gateway so far. */
  kept: () => number
  /** Breaks every connection and takes no new one. @param spared stays: those that named themselves so */
  cut: (spared?: string) => void
  close: () => Promise<void>
}

/**
 * Stands between a gateway and PostgreSQL as a network does. Connections over which gateways listen are known by the
 * name that they give themselves; all others pass, as does everything that a gateway says.
 * @param databaseUrl of a server that is reached without TLS
 */
export async function databaseRelay(databaseUrl: string): Promise<DatabaseRelay> {
  const { hostname, port } = new URL(databaseUrl)
  const gates = new Set<ListenGate>()
  const sockets = new Set<Socket>()
  /** By the socket of whoever connected. */
  const names = new Map<Socket, string | undefined>()
  let passing: Passing = 'everything'
  let kept = 0

  const join = async (gateway: Socket) => {
    const postgres = connect(Number(port || 5432), hostname)
    for (const socket of [gateway, postgres]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => sockets.delete(socket))
    }
    // What a gateway ends is over; what PostgreSQL ends is told by the gate, if it lets that through.
    gateway.on('close', () => {
      names.delete(gateway)
      postgres.destroy()
    })
    names.set(gateway, undefined)
    const { bytes, name } = await startupOf(gateway)
    names.set(gateway, name)
    postgres.write(bytes)
    gateway.pipe(postgres)
    if (name !== 'signet-lease') {
      postgres.on('close', () => gateway.destroy())
      postgres.pipe(gateway)
      return
    }
    const gate = new ListenGate(gateway, (count) => {
      kept += count
    })
    gate.pass(passing)
    gates.add(gate)
    gateway.on('close', () => gates.delete(gate))
    postgres.on('data', (chunk) => gate.take(chunk))
    postgres.on('close', () => gate.end())
  }
  const server = createServer((gateway) => void join(gateway).catch(() => gateway.destroy()))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  const through = new URL(databaseUrl)
  through.hostname = '127.0.0.1'
  through.port = String((server.address() as AddressInfo).port)
  return {
    url: through.href,
    pass: (next) => {
      passing = next
      for (const gate of gates) gate.pass(next)
    },
    kept: () => kept,
    cut: (spared) => {
      server.close()
      for (const [gateway, name] of names) if (!spared || name !== spared) gateway.destroy()
    },
    close: async () => {
      server.close()
      for (const socket of sockets) socket.destroy()
      await once(server, 'close')
    },
  }
}
