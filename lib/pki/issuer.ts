import { createHash } from 'node:crypto'
import type { OctetString } from 'asn1js'
import { Certificate, type RelativeDistinguishedNames } from 'pkijs'
import type { Bytes } from './bytes'
import type { SignatureKind } from './certificate-parts'
import { oids } from './oids'

/** What a profile needs to know of the CA that will sign. */
export type Issuer = {
  /** Its subject, byte for byte: the issuer of what it signs. */
  name: Bytes
  /** Under which it issues: of its subject, where that has them. */
  organisation: { country?: string | undefined; organisation?: string | undefined }
  serialNumber: Bytes
  publicKeyDer: Bytes
  /** Its subject key identifier: the authority key identifier of what it signs. */
  keyId: Bytes
  notBefore: Date
  notAfter: Date
  signature: SignatureKind
}

/** Reads a CA's own certificate. */
export function readIssuer(der: Bytes): Issuer {
  const certificate = Certificate.fromBER(der)
  const { subject, subjectPublicKeyInfo, serialNumber, notBefore, notAfter, extensions = [] } = certificate
  const named = extensions.find(({ extnID }) => extnID === oids.subjectKeyIdentifier)?.parsedValue as
    | OctetString
    | undefined
  // Keys of other kinds, such as a foreign root may have, have no curve.
  const curve: string | undefined = subjectPublicKeyInfo.algorithm.algorithmParams?.valueBlock?.toString()
  return {
    name: new Uint8Array(subject.valueBeforeDecode),
    organisation: {
      country: countryOf(subject),
      organisation: namePart(subject, oids.organizationName),
    },
    serialNumber: Uint8Array.from(serialNumber.valueBlock.valueHexView),
    publicKeyDer: new Uint8Array(subjectPublicKeyInfo.toSchema().toBER(false)),
    // A CA that others made may name its key in another way than by SHA-1 (RFC 5280 4.2.1.2), or not at all.
    keyId: named
      ? Uint8Array.from(named.valueBlock.valueHexView)
      : Uint8Array.from(
          createHash('sha1').update(subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView).digest(),
        ),
    notBefore: notBefore.value,
    notAfter: notAfter.value,
    signature: curve === oids.p384 ? 'ecdsa-sha384' : 'ecdsa-sha256',
  }
}

/** The first part of this type in a name, as text. @param type such as `oids.commonName` */
export function namePart(name: RelativeDistinguishedNames, type: string): string | undefined {
  return name.typesAndValues.find((part) => part.type === type)?.value.valueBlock.value
}

/** Some write it in small letters; what is not two letters at all is left out. */
function countryOf(name: RelativeDistinguishedNames): string | undefined {
  const country = namePart(name, oids.countryName)?.toUpperCase()
  return country && /^[A-Z]{2}$/.test(country) ? country : undefined
}
