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
  notAfter: Date
  signature: SignatureKind
}

/** Reads a CA's own certificate. */
export function readIssuer(der: Bytes): Issuer {
  const certificate = Certificate.fromBER(der)
  const { subject, subjectPublicKeyInfo, serialNumber, notAfter } = certificate
  const curve: string = subjectPublicKeyInfo.algorithm.algorithmParams.valueBlock.toString()
  return {
    name: new Uint8Array(subject.valueBeforeDecode),
    serialNumber: Uint8Array.from(serialNumber.valueBlock.valueHexView),
    publicKeyDer: new Uint8Array(subjectPublicKeyInfo.toSchema().toBER(false)),
    notAfter: notAfter.value,
    signature: curve === oids.p384 ? 'ecdsa-sha384' : 'ecdsa-sha256',
  }
}
