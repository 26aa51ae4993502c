import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { connect as connectTls } from 'node:tls'
import type { RequestFacts } from '@/lib/signing/request'

export type RawConnection = {
  socket: Socket
  /** Resolves with everything that came so far, once that holds a text. */
  until: (text: string) => Promise<string>
  /** Resolves with everything that came once the other side has ended. */
  end: () => Promise<string>
}

/** A connection, by TLS or without, on which a test writes what it likes. Certificates are not checked. */
export async function rawConnection(origin: string): Promise<RawConnection> {
  const { protocol, hostname, port } = new URL(origin)
  const to = { host: hostname, port: Number(port) }
  const socket = protocol === 'https:' ? connectTls({ ...to, rejectUnauthorized: false }) : connect(to)
  let got = ''
  socket.on('data', (chunk: Buffer) => {
    got += chunk.toString('latin1')
  })
  socket.on('error', () => {})
  const closed = once(socket, 'close')
  await once(socket, protocol === 'https:' ? 'secureConnect' : 'connect')
  return {
    socket,
    until: async (text) => {
      for (const end = Date.now() + 10_000; !got.includes(text); await pause(5))
        if (Date.now() > end || socket.destroyed) throw new Error(`"${text}" did not come, but: ${got}`)
      return got
    },
    end: async () => {
      await closed
      return got
    },
  }
}

/** The head of a request as it goes over the wire, with its empty line. */
export function headOf({ method, path, query, headers }: RequestFacts, ...more: string[]): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}`)
  return [`${method} ${query ? `${path}?${query}` : path} HTTP/1.1`, ...lines, ...more, '', ''].join('\r\n')
}
