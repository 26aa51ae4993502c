import type { Bytes } from './bytes'
import { keyIdentifier, tbsCertificate } from './certificate-parts'
import {
  authorityInfoAccess,
  authorityKeyIdentifier,
  basicConstraints,
  certificatePolicy,
  crlDistributionPoint,
  extendedKeyUsage,
  keyUsage,
  subjectKeyIdentifier,
} from './extensions'
import type { Issuer } from './issuer'
import { distinguishedName, type NameParts } from './names'
import { oids } from './oids'
import { type RevocationLists, revocationListOf, serialNumberHex } from './serial-number'

/** Clocks differ: a new certificate is valid this long before now. */
const backdateSeconds = 5 * 60

/**
 * A customer's certificate, to be signed: TLS client authentication and nothing else, one shard of the
 * revocation lists, no longer valid than its issuer.
 */
export async function endEntityTbs(input: {
  issuer: Issuer
  subject: NameParts
  publicKeyDer: Bytes
  serialNumber: Bytes
  now: Date
  validityDays: number
  /** Base of the URLs written into it, plain HTTP. */
  pkiUrl: string
  lists: RevocationLists
}): Promise<{ tbs: Bytes; notBefore: Date; notAfter: Date; revocationList: number }> {
  const { issuer, serialNumber, publicKeyDer, pkiUrl } = input
  const revocationList = revocationListOf(serialNumber, input.lists)
  const seconds = Math.floor(input.now.getTime() / 1000)
  const notBefore = new Date((seconds - backdateSeconds) * 1000)
  const wanted = new Date((seconds + input.validityDays * 86_400) * 1000)
  const notAfter = wanted < issuer.notAfter ? wanted : issuer.notAfter
  const tbs = tbsCertificate({
    serialNumber,
    issuer: issuer.name,
    subject: distinguishedName(input.subject),
    publicKeyDer,
    notBefore,
    notAfter,
    signature: issuer.signature,
    extensions: [
      basicConstraints(null),
      keyUsage('digitalSignature'),
      extendedKeyUsage(oids.clientAuth),
      subjectKeyIdentifier(await keyIdentifier(publicKeyDer)),
      authorityKeyIdentifier(issuer.keyId),
      certificatePolicy(oids.customerCertificatePolicy),
      crlDistributionPoint(new URL(`/ca/crl/${revocationList}`, pkiUrl).href),
      authorityInfoAccess({
        ocsp: new URL('/ca/ocsp', pkiUrl).href,
        caIssuers: new URL(`/ca/${serialNumberHex(issuer.serialNumber)}.cer`, pkiUrl).href,
      }),
    ],
  })
  return { tbs, notBefore, notAfter, revocationList }
}
