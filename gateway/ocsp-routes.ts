import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { answerOcsp } from '@/lib/certificates/answer-ocsp'
import { clock } from '@/lib/clock'
import { ocspAnswers } from './metrics'
import { refuseOtherMethods } from './refuse-other-methods'

const path = '/ca/ocsp'

/**
 * OCSP over HTTP (RFC 6960 appendix A.1, RFC 5019 section 5): POST with the request as body, GET with its base64 in
 * the path. Whatever is no request is answered as such in the protocol's own words, with status 200.
 */
export function ocspRoutes(app: FastifyInstance): void {
  app.addContentTypeParser('application/ocsp-request', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  )
  app.post<{ Body: Buffer | undefined }>(path, async ({ body }, reply) =>
    send(reply, body ?? Buffer.alloc(0)),
  )
  refuseOtherMethods(app, path, ['GET', 'HEAD', 'POST'])
  app.get(path, async (_request, reply) => send(reply, Buffer.alloc(0)))
  // Not the router's reading of it: base64 has slashes, as they are or escaped, and two in a row.
  app.get(`${path}/*`, async ({ raw }, reply) => send(reply, requestInPath(raw.url ?? '')))
}

/** The request in a path; nothing where it is no base64. */
function requestInPath(url: string): Buffer {
  // A request begins with 0x30, so its base64 with "M": a slash before it came from joining two addresses.
  const text = (url.split('?')[0] ?? '').slice(path.length).replace(/^\/+/, '')
  const base64 = unescaped(text)
  return /^[A-Za-z0-9+/]+={0,2}$/.test(base64) ? Buffer.from(base64, 'base64') : Buffer.alloc(0)
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

async function send(reply: FastifyReply, request: Buffer) {
  const { der, outcome, window } = await answerOcsp(request)
  ocspAnswers.inc({ outcome })
  reply.type('application/ocsp-response')
  if (!window) return reply.header('cache-control', 'no-store').send(Buffer.from(der))
  // RFC 5019 section 6.2.
  const seconds = Math.max(0, Math.floor((window.nextUpdate.getTime() - clock.now().getTime()) / 1000))
  return reply
    .header('cache-control', `max-age=${seconds}, public, no-transform, must-revalidate`)
    .header('last-modified', window.thisUpdate.toUTCString())
    .header('expires', window.nextUpdate.toUTCString())
    .header('etag', `"${createHash('sha256').update(der).digest('hex')}"`)
    .send(Buffer.from(der))
}
