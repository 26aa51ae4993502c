import { createHash } from 'node:crypto'
import type { OctetString } from 'asn1js'
import { Certificate } from 'pkijs'
import type { Bytes } from './bytes'
import type { SignatureKind } from './certificate-parts'
import { oids } from './oids'

/** What a profile needs to know of the CA that will sign. */
export type Issuer = {
  /** Its subject, byte for byte: the issuer of what it signs. */
  name: Bytes
  serialNumber: Bytes
  publicKeyDer: Bytes
  /** Its subject key identifier: the authority key identifier of what it signs. */
  keyId: Bytes
  notAfter: Date
  signature: SignatureKind
}

/** Reads a CA's own certificate. */
export function readIssuer(der: Bytes): Issuer {
  const certificate = Certificate.fromBER(der)
  const { subject, subjectPublicKeyInfo, serialNumber, notAfter, extensions = [] } = certificate
  const named = extensions.find(({ extnID }) => extnID === oids.subjectKeyIdentifier)?.parsedValue as
    | OctetString
    | undefined
  const curve: string = subjectPublicKeyInfo.algorithm.algorithmParams.valueBlock.toString()
  return {
    name: new Uint8Array(subject.valueBeforeDecode),
    serialNumber: Uint8Array.from(serialNumber.valueBlock.valueHexView),
    publicKeyDer: new Uint8Array(subjectPublicKeyInfo.toSchema().toBER(false)),
    // A CA that others made may name its key in another way than by SHA-1 (RFC 5280 4.2.1.2), or not at all.
    keyId: named
      ? Uint8Array.from(named.valueBlock.valueHexView)
      : Uint8Array.from(
          createHash('sha1').update(subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView).digest(),
        ),
    notAfter: notAfter.value,
    signature: curve === oids.p384 ? 'ecdsa-sha384' : 'ecdsa-sha256',
  }
}
