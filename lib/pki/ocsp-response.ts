import { BitString, Constructed, Enumerated, GeneralizedTime, OctetString, Primitive, Sequence } from 'asn1js'
import { type CertID, Extension, OCSPResponse, ResponseBytes, ResponseData, SingleResponse } from 'pkijs'
import type { Bytes } from './bytes'
import { signatureAlgorithm } from './certificate-parts'
import { Encoded } from './encoded'
import { oids } from './oids'
import { type RevocationReason, reasonCodes } from './revocation-reasons'

export type OcspStatus =
  | { status: 'good' }
  | { status: 'unknown' }
  | { status: 'revoked'; revokedAt: Date; reason: RevocationReason }

/** OCSPResponseStatus (RFC 6960 section 4.2.1): why there is no answer. */
const failures = { malformedRequest: 1, tryLater: 3, unauthorized: 6 } as const

export type OcspFailure = keyof typeof failures

/** The tags of CertStatus. */
const statusTags = { good: 0, revoked: 1, unknown: 2 } as const

/** An answer without one: unsigned, so nobody relies on it. */
export function ocspFailure(why: OcspFailure): Bytes {
  const response = new OCSPResponse({ responseStatus: new Enumerated({ value: failures[why] }) })
  return new Uint8Array(response.toSchema().toBER(false))
}

/**
 * What a responder says of certificates (RFC 6960 section 4.2.1), in the form that it signs.
 * @param input.keyId names the responder by its key
 * @param input.nonce the value of the request's extension, repeated as it is
 */
export function ocspTbs(input: {
  keyId: Bytes
  producedAt: Date
  nextUpdate: Date
  answers: { certId: CertID; status: OcspStatus }[]
  nonce: Bytes | null
}): Bytes {
  const { producedAt, nextUpdate, nonce } = input
  const data = new ResponseData({
    responderID: new OctetString({ valueHex: input.keyId.buffer }),
    producedAt,
    responses: input.answers.map(({ certId, status }) => {
      return new SingleResponse({
        certID: certId,
        certStatus: statusOf(status),
        thisUpdate: producedAt,
        nextUpdate,
      })
    }),
    ...(nonce
      ? { responseExtensions: [new Extension({ extnID: oids.ocspNonce, extnValue: nonce.buffer })] }
      : {}),
  })
  return new Uint8Array(data.toSchema(true).toBER(false))
}

/** The whole answer: what was signed, by a P-256 key, its signature in DER, and the responder's certificate. */
export function ocspResponse(tbs: Bytes, signature: Bytes, responder: Bytes): Bytes {
  // BasicOCSPResponse; the library's own object would read what was signed and the certificate first.
  const basic = new Sequence({
    value: [
      new Encoded(tbs),
      signatureAlgorithm('ecdsa-sha256').toSchema(),
      new BitString({ valueHex: signature.buffer }),
      new Constructed({
        idBlock: { tagClass: 3, tagNumber: 0 },
        value: [new Sequence({ value: [new Encoded(responder)] })],
      }),
    ],
  })
  const response = new OCSPResponse({
    responseStatus: new Enumerated({ value: 0 }),
    responseBytes: new ResponseBytes({
      responseType: oids.ocspBasic,
      response: new OctetString({ valueHex: basic.toBER(false) }),
    }),
  })
  return new Uint8Array(response.toSchema().toBER(false))
}

function statusOf(answer: OcspStatus): Primitive | Constructed {
  const idBlock = { tagClass: 3, tagNumber: statusTags[answer.status] }
  if (answer.status !== 'revoked') return new Primitive({ idBlock })
  const reason = new Enumerated({ value: reasonCodes[answer.reason] })
  return new Constructed({
    idBlock,
    value: [
      new GeneralizedTime({ valueDate: wholeSeconds(answer.revokedAt) }),
      new Constructed({ idBlock: { tagClass: 3, tagNumber: 0 }, value: [reason] }),
    ],
  })
}

/** RFC 5280 4.1.2.5.2: no fractions of a second. */
export function wholeSeconds(instant: Date): Date {
  return new Date(Math.floor(instant.getTime() / 1000) * 1000)
}
