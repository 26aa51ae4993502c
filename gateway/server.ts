/**
 * The gateway's process: what machines talk to. It never opens a CA's key
 * (docs/decisions/015, 016).
 */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { gatewayTlsFiles } from '@/lib/certificates/gateway-tls-files'
import { closeDatabase } from '@/lib/db/client'
import { env } from '@/lib/env'
import { StartError } from '@/lib/start-error'
import { countUsage } from './count-usage'
import { openCounters } from './gate/counting'
import { keepTlsFresh } from './keep-tls-fresh'
import { makeApp } from './make-app'
import { makeCloser } from './make-closer'
import { giveUpLease, startLease } from './memory/process-lease'
import { proxyRoutes } from './proxy/proxy-routes'
import { closeRedis } from './redis'
import { routes } from './routes'
import { writeUses } from './service-tokens'
import { stopSeconds } from './stop-seconds'
import { tlsOptions } from './tls-options'

const { HOST, SIGNET_MODE, SIGNET_DATA_DIR, GATEWAY_TLS_CERT } = env()
const { GATEWAY_PORT, PKI_PORT, GATEWAY_INTERNAL_PORT, GATEWAY_INTERNAL_HOST, UPSTREAM_URL } = env()
const host = HOST || (SIGNET_MODE === 'production' ? '0.0.0.0' : '127.0.0.1')

const closers: (() => Promise<void>)[] = []
const stopCounting = countUsage()

async function listen(app: FastifyInstance, port: number, address: string): Promise<void> {
  closers.push(makeCloser(app))
  await app.listen({ port, host: address }).catch((error: Error) => {
    throw new StartError(`The gateway can't listen on ${address}:${port}: ${error.message}`)
  })
}

async function start(): Promise<void> {
  startLease()
  openCounters()
  const pki = makeApp('pki')
  const internal = makeApp('internal')
  routes.pki(pki)
  routes.internal(internal)
  await Promise.all([
    listenOverTls(),
    listen(pki, PKI_PORT, host),
    listen(internal, GATEWAY_INTERNAL_PORT, GATEWAY_INTERNAL_HOST),
  ])
  process.send?.('listening')
}

async function listenOverTls(): Promise<void> {
  const files = gatewayTlsFiles()
  if (SIGNET_MODE === 'demo' && !GATEWAY_TLS_CERT && !existsSync(files.certificate)) {
    console.error(
      `The gateway runs without TLS: its certificate can't be made, as the root's key is not under ${resolve(SIGNET_DATA_DIR, 'ca')} any more. Put it back there for one start.`,
    )
    return
  }
  const options = await tlsOptions()
  // Asked for, so that routes which want one see it; those of the PKI are for everybody.
  const tls = makeApp('tls', { ...options, requestCert: true, rejectUnauthorized: false })
  routes.tls(tls)
  if (UPSTREAM_URL) proxyRoutes(tls, UPSTREAM_URL)
  await listen(tls, GATEWAY_PORT, host)
  keepTlsFresh(tls.server, options)
}

let stopping = false
async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  const { lease, requests, writing } = stopSeconds(env())
  // First of all: what is answered from here on is asked of the database, and no change waits for this process.
  await within(lease, giveUpLease())
  const answered = await within(requests, Promise.allSettled(closers.map((close) => close())))
  if (!answered) console.error('The gateway ends although not everything is answered that it was asked.')
  // Also then: what was decided counts.
  const written = await within(writing, Promise.allSettled([stopCounting(), writeUses()]))
  if (!written) console.error('The gateway ends although not everything is written down that it has counted.')
  await within(1, Promise.allSettled([closeDatabase(), closeRedis()]))
  process.exit(answered && written ? 0 : 1)
}

/** Whether something is over within so many seconds. */
function within(seconds: number, work: Promise<unknown>): Promise<boolean> {
  const done = work.then(
    () => true,
    () => true,
  )
  return Promise.race([done, pause(seconds * 1000, false)])
}

process.on('SIGINT', () => void stop())
process.on('SIGTERM', () => void stop())
// The supervisor is gone, however it went: a gateway that nobody watches over must not stay.
process.on('disconnect', () => void stop())

start().catch((error: unknown) => {
  console.error(error instanceof StartError ? error.message : error)
  process.exit(1)
})
