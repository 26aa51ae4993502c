import type { Server } from 'node:http'
import { Server as TlsServer } from 'node:tls'
import { log } from '@/lib/log'
import { tlsOptions } from './tls-options'

const everyMilliseconds = 30_000

type Options = Awaited<ReturnType<typeof tlsOptions>>

/** Takes over a renewed certificate, and a new CA of customers, for the connections that are made from then on. */
export function keepTlsFresh(server: Server, first: Options): void {
  if (!(server instanceof TlsServer)) return
  let present = first
  const timer = setInterval(async () => {
    try {
      const next = await tlsOptions()
      if (next.cert === present.cert && next.key === present.key && next.ca === present.ca) return
      server.setSecureContext(next)
      present = next
      log.info('the gateway took over a new certificate, or a new CA')
    } catch (error) {
      log.error({ error }, 'the gateway keeps its certificate: the new one is not usable')
    }
  }, everyMilliseconds)
  timer.unref()
}
