import { fromBER, OctetString } from 'asn1js'
import { type CertID, type Extension, OCSPRequest } from 'pkijs'
import { type Bytes, hexOf } from './bytes'
import { oids } from './oids'

/** A certificate as a request names it: hashes of its issuer's name and key, and its serial number. */
type OcspCertId = {
  /** The hash, the name's and the key's, in one text. */
  issuer: string
  /** Lower-case hex. */
  serialNumber: string
  /** To be repeated in the answer. */
  asAsked: CertID
}

export type OcspQuery = {
  certIds: OcspCertId[]
  /** The whole extension's value, to be repeated in the answer. */
  nonce: Bytes | null
}

/** RFC 9654 section 2.1. */
const longestNonceBytes = 128

/**
 * Reads a request (RFC 6960 section 4.1.1). A signature on it is not looked at: whoever asks is answered.
 * @returns null for what is none: other bytes, no certificate asked for, a nonce of a length that is not allowed, a
 * critical extension that nobody here knows
 */
export function readOcspRequest(der: Uint8Array): OcspQuery | null {
  try {
    const { result, offset } = fromBER(Uint8Array.from(der))
    if (offset !== der.length) return null
    const { requestList, requestExtensions = [] } = new OCSPRequest({ schema: result }).tbsRequest
    const inner = requestList.flatMap(({ singleRequestExtensions = [] }) => singleRequestExtensions)
    if ([...requestExtensions, ...inner].some(isUnknownAndCritical)) return null
    const nonce = requestExtensions.find(({ extnID }) => extnID === oids.ocspNonce)
    if ((nonce && !isNonce(nonce)) || requestList.length === 0) return null
    return {
      certIds: requestList.map(({ reqCert }) => certIdOf(reqCert)),
      nonce: nonce ? contentOf(nonce.extnValue) : null,
    }
  } catch {
    // The library throws for what has another shape.
    return null
  }
}

/** What `OcspCertId.issuer` holds. @param hash its OID */
export function issuerText(hash: string, nameHash: Uint8Array, keyHash: Uint8Array): string {
  return `${hash} ${hexOf(nameHash)} ${hexOf(keyHash)}`
}

function certIdOf(asAsked: CertID): OcspCertId {
  const { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber } = asAsked
  return {
    issuer: issuerText(hashAlgorithm.algorithmId, contentOf(issuerNameHash), contentOf(issuerKeyHash)),
    serialNumber: hexOf(serialNumber.valueBlock.valueHexView),
    asAsked,
  }
}

function isUnknownAndCritical({ extnID, critical }: Extension): boolean {
  return critical && extnID !== oids.ocspNonce
}

function isNonce({ extnValue }: Extension): boolean {
  const bytes = contentOf(extnValue)
  const { result, offset } = fromBER(bytes)
  if (offset !== bytes.length || !(result instanceof OctetString)) return false
  const { length } = contentOf(result)
  return length > 0 && length <= longestNonceBytes
}

function contentOf(octets: OctetString): Bytes {
  return Uint8Array.from(octets.valueBlock.valueHexView)
}
