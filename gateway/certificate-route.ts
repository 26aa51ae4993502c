import type { FastifyInstance, FastifyReply } from 'fastify'
import { readShownCertificate } from '@/lib/certificates/read-shown-certificate'
import { refuseOtherMethods } from './refuse-other-methods'
import { seenClient } from './seen-client'

const path = '/v1/certificate'

/** Why a certificate is not taken, and what to do about it: for whoever sets a program up. */
const refusals = {
  certificate_required: 'Show a certificate of this portal in the TLS handshake.',
  certificate_unknown: 'This certificate was not issued here.',
  certificate_not_yet_valid: 'This certificate is not valid yet: look at the clock of this computer.',
  certificate_expired: 'This certificate has ended. Apply for another one.',
  certificate_revoked: 'This certificate was revoked. Apply for another one.',
} as const

/** Tells a client by mutual TLS which certificate it showed, and whether that counts. */
export function certificateRoute(app: FastifyInstance): void {
  app.get(path, async ({ raw }, reply) => {
    reply.header('cache-control', 'no-store')
    const { certificate: shown } = seenClient(raw)
    if (!shown) return refuse(reply, 'certificate_required')
    const certificate = await readShownCertificate(shown)
    if (!certificate) return refuse(reply, 'certificate_unknown')
    const { serialNumber, state, notAfter } = certificate
    if (state !== 'valid') return refuse(reply, `certificate_${state}`)
    return { serialNumber, state, notAfter: notAfter.toISOString() }
  })
  refuseOtherMethods(app, path)
}

function refuse(reply: FastifyReply, code: keyof typeof refusals): FastifyReply {
  return reply.code(401).send({ code, message: refusals[code] })
}
