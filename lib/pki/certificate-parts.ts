import { BitString, fromBER, Integer, ObjectIdentifier, Sequence } from 'asn1js'
import {
  AlgorithmIdentifier,
  Certificate,
  type Extension,
  PublicKeyInfo,
  RelativeDistinguishedNames,
  Time,
} from 'pkijs'
import type { Bytes } from './bytes'
import { Encoded } from './encoded'
import { oids } from './oids'

/** How an issuer signs: the curve decides the hash. */
export type SignatureKind = 'ecdsa-sha256' | 'ecdsa-sha384'

const signatureOids = { 'ecdsa-sha256': oids.ecdsaSha256, 'ecdsa-sha384': oids.ecdsaSha384 }

export type TbsParts = {
  serialNumber: Bytes
  /** Names in DER. */
  issuer: Bytes
  subject: Bytes
  publicKeyDer: Bytes
  notBefore: Date
  notAfter: Date
  signature: SignatureKind
  extensions: Extension[]
}

/** The to-be-signed part of a v3 certificate (RFC 5280 4.1), in DER. */
export function tbsCertificate(parts: TbsParts): Bytes {
  const certificate = new Certificate({
    version: 2,
    serialNumber: new Integer({ valueHex: parts.serialNumber.buffer }),
    signature: signatureAlgorithm(parts.signature),
    issuer: nameOf(parts.issuer),
    subject: nameOf(parts.subject),
    notBefore: timeOf(parts.notBefore),
    notAfter: timeOf(parts.notAfter),
    subjectPublicKeyInfo: new PublicKeyInfo({ schema: fromBER(parts.publicKeyDer).result }),
    extensions: parts.extensions,
  })
  return new Uint8Array(certificate.encodeTBS().toBER(false))
}

/** The library would write all parts of a name as one multi-valued RDN; ready bytes it takes as they are. */
export const nameOf = (der: Bytes) => new RelativeDistinguishedNames({ valueBeforeDecode: der.buffer })

/** How a signature is named where it stands (RFC 5758 section 3.2: without parameters). */
export function signatureAlgorithm(kind: SignatureKind): AlgorithmIdentifier {
  return new AlgorithmIdentifier({ algorithmId: signatureOids[kind] })
}

/**
 * What a CA signed, a certificate or a revocation list: the to-be-signed part and its signature (for ECDSA the DER
 * form, RFC 5480 appendix A).
 */
export function signedCertificate(tbs: Bytes, kind: SignatureKind, signature: Bytes): Bytes {
  const algorithm = new Sequence({ value: [new ObjectIdentifier({ value: signatureOids[kind] })] })
  const bits = new BitString({ unusedBits: 0, valueHex: signature.buffer })
  return new Uint8Array(new Sequence({ value: [new Encoded(tbs), algorithm, bits] }).toBER(false))
}

/** The key identifier of a public key: SHA-1 over its bits (RFC 5280 4.2.1.2, method 1; not a security use). */
export async function keyIdentifier(publicKeyDer: Bytes): Promise<Bytes> {
  const bits = new PublicKeyInfo({ schema: fromBER(publicKeyDer).result }).subjectPublicKey
  const digest = await crypto.subtle.digest('SHA-1', Uint8Array.from(bits.valueBlock.valueHexView))
  return new Uint8Array(digest)
}

/** UTCTime through 2049, GeneralizedTime from 2050 (RFC 5280 4.1.2.5); whole seconds. */
export function timeOf(value: Date): Time {
  const type = value.getUTCFullYear() < 2050 ? 0 : 1
  return new Time({ type, value: new Date(Math.floor(value.getTime() / 1000) * 1000) })
}
