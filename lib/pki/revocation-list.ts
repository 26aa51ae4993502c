import { Integer } from 'asn1js'
import { CertificateRevocationList, Extensions, RevokedCertificate } from 'pkijs'
import type { Bytes } from './bytes'
import { nameOf, signatureAlgorithm, timeOf } from './certificate-parts'
import { authorityKeyIdentifier, crlNumber, issuingDistributionPoint, reasonCode } from './extensions'
import type { Issuer } from './issuer'
import type { RevocationReason } from './revocation-reasons'

export type RevokedEntry = {
  serialNumber: Uint8Array
  revokedAt: Date
  /** Left out where it is unknown: "unspecified" is not written (RFC 5280 5.3.1). */
  reason?: RevocationReason | undefined
}

/**
 * A revocation list (RFC 5280 section 5), to be signed. The time that it takes grows with its entries and no faster.
 * @param input.url the address that the certificates name, for a list of some of a CA's certificates; left out for a
 * list of all that the CA signed
 */
export function revocationListTbs(input: {
  issuer: Issuer
  edition: bigint
  thisUpdate: Date
  nextUpdate: Date
  entries: RevokedEntry[]
  url?: string
}): Bytes {
  const { issuer, edition, url } = input
  const extensions = [authorityKeyIdentifier(issuer.keyId), crlNumber(edition)]
  if (url !== undefined) extensions.push(issuingDistributionPoint(url))
  const list = new CertificateRevocationList({
    version: 1,
    signature: signatureAlgorithm(issuer.signature),
    issuer: nameOf(issuer.name),
    thisUpdate: timeOf(input.thisUpdate),
    nextUpdate: timeOf(input.nextUpdate),
    crlExtensions: new Extensions({ extensions }),
    // Present and empty it would be no list at all (RFC 5280 5.1.2.6).
    ...(input.entries.length > 0 ? { revokedCertificates: input.entries.map(revoked) } : {}),
  })
  const [tbs] = list.toSchema(true).valueBlock.value
  if (!tbs) throw new Error('the library wrote a list without its parts')
  return new Uint8Array(tbs.toBER(false))
}

function revoked({ serialNumber, revokedAt, reason }: RevokedEntry): RevokedCertificate {
  return new RevokedCertificate({
    userCertificate: new Integer({ valueHex: Uint8Array.from(serialNumber).buffer }),
    revocationDate: timeOf(revokedAt),
    // Nor may the extensions of an entry be present and empty.
    ...(reason ? { crlEntryExtensions: new Extensions({ extensions: [reasonCode(reason)] }) } : {}),
  })
}
