/**
 * The gateway's process: what machines talk to. It reads the database and answers; it never opens a CA's key
 * (docs/decisions/015, 016).
 */
import type { FastifyInstance } from 'fastify'
import { closeDatabase } from '@/lib/db/client'
import { env } from '@/lib/env'
import { StartError } from '@/lib/start-error'
import { internalRoutes } from './internal-routes'
import { keepTlsFresh } from './keep-tls-fresh'
import { makeApp } from './make-app'
import { pkiRoutes } from './pki-routes'
import { tlsOptions } from './tls-options'

const { HOST, SIGNET_MODE, GATEWAY_PORT, PKI_PORT, GATEWAY_INTERNAL_PORT } = env()
const host = HOST || (SIGNET_MODE === 'production' ? '0.0.0.0' : '127.0.0.1')

const running: FastifyInstance[] = []

async function listen(app: FastifyInstance, port: number, address: string): Promise<void> {
  running.push(app)
  await app.listen({ port, host: address }).catch((error: Error) => {
    throw new StartError(`The gateway can't listen on ${address}:${port}: ${error.message}`)
  })
}

async function start(): Promise<void> {
  const options = await tlsOptions()
  // Asked for, so that routes which want one see it; those of the PKI are for everybody.
  const tls = makeApp('tls', { ...options, requestCert: true, rejectUnauthorized: false })
  const pki = makeApp('pki')
  const internal = makeApp('internal')
  pkiRoutes(tls)
  pkiRoutes(pki)
  internalRoutes(internal)
  await Promise.all([
    listen(tls, GATEWAY_PORT, host),
    listen(pki, PKI_PORT, host),
    listen(internal, GATEWAY_INTERNAL_PORT, '127.0.0.1'),
  ])
  keepTlsFresh(tls.server, options)
  process.send?.('listening')
}

let stopping = false
async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  setTimeout(() => process.exit(0), 5_000).unref()
  await Promise.allSettled(running.map((app) => app.close()))
  await closeDatabase().catch(() => {})
  process.exit(0)
}
process.on('SIGINT', () => void stop())
process.on('SIGTERM', () => void stop())
// The supervisor is gone, however it went: a gateway that nobody watches over must not stay.
process.on('disconnect', () => void stop())

start().catch((error: unknown) => {
  console.error(error instanceof StartError ? error.message : error)
  process.exit(1)
})
