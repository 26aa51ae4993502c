import type { Bytes } from './bytes'
import { keyIdentifier, tbsCertificate } from './certificate-parts'
import {
  authorityInfoAccess,
  authorityKeyIdentifier,
  basicConstraints,
  extendedKeyUsage,
  keyUsage,
  subjectAltName,
  subjectKeyIdentifier,
} from './extensions'
import type { Issuer } from './issuer'
import { distinguishedName, type NameParts } from './names'
import { oids } from './oids'
import { serialNumberHex } from './serial-number'

/**
 * The certificate of a TLS server, to be signed.
 * @param input.hosts DNS names and addresses by which clients reach it
 */
export async function serverTbs(input: {
  issuer: Issuer
  name: NameParts
  hosts: string[]
  publicKeyDer: Bytes
  serialNumber: Bytes
  notBefore: Date
  notAfter: Date
  pkiUrl: string
}): Promise<Bytes> {
  const { issuer, name, publicKeyDer, pkiUrl } = input
  return tbsCertificate({
    ...input,
    issuer: issuer.name,
    subject: distinguishedName(name),
    signature: issuer.signature,
    extensions: [
      basicConstraints(null),
      keyUsage('digitalSignature'),
      extendedKeyUsage(oids.serverAuth),
      subjectAltName(input.hosts),
      subjectKeyIdentifier(await keyIdentifier(publicKeyDer)),
      authorityKeyIdentifier(issuer.keyId),
      authorityInfoAccess({
        caIssuers: new URL(`/ca/${serialNumberHex(issuer.serialNumber)}.cer`, pkiUrl).href,
      }),
    ],
  })
}
