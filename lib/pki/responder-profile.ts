import type { Bytes } from './bytes'
import { keyIdentifier, tbsCertificate } from './certificate-parts'
import {
  authorityKeyIdentifier,
  basicConstraints,
  extendedKeyUsage,
  keyUsage,
  ocspNoCheck,
  subjectKeyIdentifier,
} from './extensions'
import type { Issuer } from './issuer'
import { distinguishedName, type NameParts } from './names'
import { oids } from './oids'

/** The certificate of a key that answers for its issuer over OCSP (RFC 6960 section 4.2.2.2), to be signed. */
export async function responderTbs(input: {
  issuer: Issuer
  name: NameParts
  publicKeyDer: Bytes
  serialNumber: Bytes
  notBefore: Date
  notAfter: Date
}): Promise<Bytes> {
  const { issuer, name, publicKeyDer } = input
  return tbsCertificate({
    ...input,
    issuer: issuer.name,
    subject: distinguishedName(name),
    signature: issuer.signature,
    extensions: [
      basicConstraints(null),
      keyUsage('digitalSignature'),
      extendedKeyUsage(oids.ocspSigning),
      subjectKeyIdentifier(await keyIdentifier(publicKeyDer)),
      authorityKeyIdentifier(issuer.keyId),
      ocspNoCheck(),
    ],
  })
}
