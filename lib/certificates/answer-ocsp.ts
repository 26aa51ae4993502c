import 'server-only'
import { type KeyObject, sign } from 'node:crypto'
import { promisify } from 'node:util'
import { addSeconds, clock } from '@/lib/clock'
import { log } from '@/lib/log'
import type { Bytes } from '@/lib/pki/bytes'
import { type OcspQuery, readOcspRequest } from '@/lib/pki/ocsp-request'
import { type OcspFailure, ocspFailure, ocspResponse, ocspTbs, wholeSeconds } from '@/lib/pki/ocsp-response'
import { certificateStatuses } from './certificate-statuses'
import { type Responder, responders } from './responders'

const signAsync = promisify<string, Uint8Array, { key: KeyObject; dsaEncoding: 'der' }, Buffer>(sign)
/** How long a client may rely on an answer. */
const answerLifeSeconds = 3600

export type OcspAnswer = {
  der: Bytes
  /** What it says, for the meters: of several certificates, of the first one. */
  outcome: OcspFailure | 'good' | 'revoked' | 'unknown'
  /** From when until when a cache may keep it; null where it must not. */
  window: { thisUpdate: Date; nextUpdate: Date } | null
}

/**
 * Answers a question for the status of certificates (RFC 6960), signed by the responder of their CA. Several in one
 * question are of the CA of the first one that is known here; any of another CA is unknown to its responder.
 * Never throws: what can't be answered now is `tryLater`.
 */
export async function answerOcsp(request: Uint8Array): Promise<OcspAnswer> {
  const query = readOcspRequest(request)
  if (!query) return failure('malformedRequest')
  try {
    const known = await responders()
    const named = query.certIds.find(({ issuer }) => known.has(issuer))
    const responder = named && known.get(named.issuer)
    if (!responder) return failure('unauthorized')
    return await answerFor(query, responder, known)
  } catch (error) {
    log.error({ error }, 'an OCSP request could not be answered')
    return failure('tryLater')
  }
}

function failure(why: OcspFailure): OcspAnswer {
  return { der: ocspFailure(why), outcome: why, window: null }
}

async function answerFor(
  { certIds, nonce }: OcspQuery,
  { authorityId, signing }: Responder,
  known: ReadonlyMap<string, Responder>,
): Promise<OcspAnswer> {
  const thisUpdate = wholeSeconds(clock.now())
  if (!signing || signing.notAfter <= thisUpdate) return failure('tryLater')
  const lasts = Math.min(addSeconds(thisUpdate, answerLifeSeconds).getTime(), signing.notAfter.getTime())
  const nextUpdate = new Date(lasts)
  const ours = certIds.filter(({ issuer }) => known.get(issuer)?.authorityId === authorityId)
  const statuses = await certificateStatuses(
    authorityId,
    ours.map(({ serialNumber }) => serialNumber),
  )
  const answers = certIds.map((certId) => ({
    certId: certId.asAsked,
    status: (ours.includes(certId) && statuses.get(certId.serialNumber)) || { status: 'unknown' as const },
  }))
  const tbs = ocspTbs({ keyId: signing.keyId, producedAt: thisUpdate, nextUpdate, answers, nonce })
  const signature = Uint8Array.from(await signAsync('sha256', tbs, { key: signing.key, dsaEncoding: 'der' }))
  // What is unknown now may be issued in a moment; what has a nonce answers one question only (RFC 5019 section 4).
  const isLasting = nonce === null && answers.every(({ status }) => status.status !== 'unknown')
  return {
    der: ocspResponse(tbs, signature, signing.der),
    outcome: answers[0]?.status.status ?? 'unknown',
    window: isLasting ? { thisUpdate, nextUpdate } : null,
  }
}
