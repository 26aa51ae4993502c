import { once } from 'node:events'
import { type ConnectionOptions, connect } from 'node:tls'
import type { TestCertificate } from './issued'

/** Sends each request over a connection of its own, resumed from the one before. */
export function resumedRequest(
  base: string,
  root: string,
  { key, chain }: TestCertificate,
  version: 'TLSv1.2' | 'TLSv1.3',
) {
  const { hostname, port } = new URL(base)
  let session: Buffer | undefined
  return async (path: string, token: string) => {
    const options: ConnectionOptions = {
      ...{ host: hostname, port: Number(port), servername: hostname, ca: root },
      ...{ minVersion: version, maxVersion: version },
      key: key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      cert: chain.slice(0, 2).join(''),
      ...(session && { session }),
    }
    const socket = connect(options)
    socket.on('session', (ticket) => {
      session = ticket
    })
    await once(socket, 'secureConnect')
    const resumed = socket.isSessionReused()
    const headers = `Host: ${hostname}\r\nAuthorization: Bearer ${token}\r\nConnection: close\r\n\r\n`
    socket.write(`GET ${path} HTTP/1.1\r\n${headers}`)
    let said = ''
    for await (const chunk of socket) said += String(chunk)
    const status = Number(/^HTTP\/1\.1 (\d+)/.exec(said)?.[1])
    const body = /\{.*\}/s.exec(said)?.[0]
    return { resumed, status, body: body ? JSON.parse(body) : null }
  }
}
