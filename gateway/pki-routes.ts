import type { FastifyInstance, FastifyReply } from 'fastify'
import { authorityBundle, readAuthority } from '@/lib/certificates/read-authority'
import { readRevocationList, readRootList } from '@/lib/certificates/read-revocation-list'
import { clock } from '@/lib/clock'
import { orUnavailable } from './gate/or-unavailable'
import { ocspRoutes } from './ocsp-routes'
import { refuseOtherMethods } from './refuse-other-methods'

/** A list may change within a second; a cache asks again soon, and is told by the tag when it has not. */
const listSeconds = 300
/** What a CA's address names never changes. */
const authoritySeconds = 86_400

/** What certificates point to: their issuers, the revocation lists and OCSP. The same on plain HTTP and on TLS. */
export function pkiRoutes(app: FastifyInstance): void {
  app.get('/ca/chain.pem', async (_request, reply) =>
    reply
      .type('application/x-pem-file')
      .header('cache-control', `public, max-age=${listSeconds}`)
      .send(await orUnavailable(authorityBundle())),
  )
  refuseOtherMethods(app, '/ca/chain.pem')

  app.get<{ Params: { serial: string } }>('/ca/:serial(^[0-9a-f]{2,40}).cer', async ({ params }, reply) => {
    const der = await orUnavailable(readAuthority(params.serial))
    if (!der) return reply.callNotFound()
    // RFC 2585 section 4.1.
    return reply
      .type('application/pkix-cert')
      .header('cache-control', `public, max-age=${authoritySeconds}`)
      .send(Buffer.from(der))
  })

  app.get('/ca/crl/root', async ({ headers }, reply) =>
    sendList(reply, headers['if-none-match'], await orUnavailable(readRootList())),
  )
  refuseOtherMethods(app, '/ca/crl/root')
  app.get<{ Params: { serial: string } }>(
    '/ca/crl/root/:serial(^[0-9a-f]{2,40}$)',
    async ({ params, headers }, reply) =>
      sendList(reply, headers['if-none-match'], await orUnavailable(readRootList(params.serial))),
  )
  refuseOtherMethods(app, '/ca/crl/root/:serial(^[0-9a-f]{2,40}$)')
  app.get<{ Params: { number: string } }>(
    '/ca/crl/:number(^0|[1-9][0-9]{0,8}$)',
    async ({ params, headers }, reply) =>
      sendList(
        reply,
        headers['if-none-match'],
        await orUnavailable(readRevocationList(Number(params.number))),
      ),
  )
  refuseOtherMethods(app, '/ca/crl/:number(^0|[1-9][0-9]{0,8}$)')

  ocspRoutes(app)
}

function sendList(
  reply: FastifyReply,
  known: string | undefined,
  list: { der: Uint8Array; edition: bigint; thisUpdate: Date; nextUpdate: Date } | null,
) {
  if (!list) return reply.callNotFound()
  const left = Math.floor((list.nextUpdate.getTime() - clock.now().getTime()) / 1000)
  const tag = `"${list.edition}-${list.thisUpdate.getTime()}"`
  reply
    .header('etag', tag)
    .header('last-modified', list.thisUpdate.toUTCString())
    .header('cache-control', `public, max-age=${Math.max(0, Math.min(listSeconds, left))}`)
  if (known === tag) return reply.code(304).send()
  // RFC 2585 section 4.2.
  return reply.type('application/pkix-crl').send(Buffer.from(list.der))
}
