import { type BaseBlock, BitString, Enumerated, Integer, Null, OctetString } from 'asn1js'
import {
  AccessDescription,
  AuthorityKeyIdentifier,
  BasicConstraints,
  CertificatePolicies,
  CRLDistributionPoints,
  DistributionPoint,
  Extension,
  ExtKeyUsage,
  GeneralName,
  GeneralNames,
  InfoAccess,
  IssuingDistributionPoint,
  PolicyInformation,
} from 'pkijs'
import { addressBytes } from '@/lib/net/address-bytes'
import type { Bytes } from './bytes'
import { oids } from './oids'
import { type RevocationReason, reasonCodes } from './revocation-reasons'

/** GeneralName's choices (RFC 5280 4.2.1.6). */
const dnsName = 2
const uriName = 6
const addressName = 7

/** Bits of keyUsage (RFC 5280 4.2.1.3) in its first octet. */
const keyUsageBits = { digitalSignature: 0x80, keyCertSign: 0x04, cRLSign: 0x02 } as const

function extension(extnID: string, value: BaseBlock, critical = false): Extension {
  return new Extension({ extnID, critical, extnValue: value.toBER(false) })
}

/** Critical. `pathLength` only for a CA. */
export function basicConstraints(ca: { pathLength?: number } | null): Extension {
  // A path length that is present and undefined would be written as 0.
  const limit = ca?.pathLength === undefined ? {} : { pathLenConstraint: ca.pathLength }
  return extension(
    oids.basicConstraints,
    new BasicConstraints({ cA: ca !== null, ...limit }).toSchema(),
    true,
  )
}

/** Critical. */
export function keyUsage(...uses: (keyof typeof keyUsageBits)[]): Extension {
  const bits = uses.reduce((sum, use) => sum | keyUsageBits[use], 0)
  // Unused bits at the end are dropped in DER (X.690 11.2.2).
  const unusedBits = Math.log2(bits & -bits)
  return extension(oids.keyUsage, new BitString({ unusedBits, valueHex: Uint8Array.of(bits).buffer }), true)
}

export function extendedKeyUsage(...purposes: string[]): Extension {
  return extension(oids.extendedKeyUsage, new ExtKeyUsage({ keyPurposes: purposes }).toSchema())
}

export function subjectKeyIdentifier(keyId: Bytes): Extension {
  return extension(oids.subjectKeyIdentifier, new OctetString({ valueHex: keyId.buffer }))
}

/** By key identifier alone. */
export function authorityKeyIdentifier(keyId: Bytes): Extension {
  const value = new AuthorityKeyIdentifier({ keyIdentifier: new OctetString({ valueHex: keyId.buffer }) })
  return extension(oids.authorityKeyIdentifier, value.toSchema())
}

export function certificatePolicy(policyOid: string): Extension {
  const policies = [new PolicyInformation({ policyIdentifier: policyOid })]
  return extension(
    oids.certificatePolicies,
    new CertificatePolicies({ certificatePolicies: policies }).toSchema(),
  )
}

/** One list that says all about this certificate. */
export function crlDistributionPoint(url: string): Extension {
  const point = new DistributionPoint({ distributionPoint: [new GeneralName({ type: uriName, value: url })] })
  return extension(
    oids.crlDistributionPoints,
    new CRLDistributionPoints({ distributionPoints: [point] }).toSchema(),
  )
}

/** Where to ask for the status, and where the issuer's certificate is, in DER (RFC 5280 4.2.2.1). */
export function authorityInfoAccess(urls: { ocsp?: string; caIssuers: string }): Extension {
  const access = (accessMethod: string, value: string) =>
    new AccessDescription({ accessMethod, accessLocation: new GeneralName({ type: uriName, value }) })
  const accessDescriptions = [access(oids.accessCaIssuers, urls.caIssuers)]
  if (urls.ocsp) accessDescriptions.unshift(access(oids.accessOcsp, urls.ocsp))
  return extension(oids.authorityInfoAccess, new InfoAccess({ accessDescriptions }).toSchema())
}

/** The number of a revocation list's edition (RFC 5280 5.2.3). */
export function crlNumber(edition: bigint): Extension {
  return extension(oids.crlNumber, Integer.fromBigInt(edition))
}

/** Critical: a list of customers' certificates only, and of no more of them than those that name this URL. */
export function issuingDistributionPoint(url: string): Extension {
  const point = new IssuingDistributionPoint({
    distributionPoint: [new GeneralName({ type: uriName, value: url })],
    onlyContainsUserCerts: true,
  })
  return extension(oids.issuingDistributionPoint, point.toSchema(), true)
}

/** Why a certificate was revoked, in its entry of a revocation list (RFC 5280 5.3.1). */
export function reasonCode(reason: RevocationReason): Extension {
  return extension(oids.reasonCode, new Enumerated({ value: reasonCodes[reason] }))
}

/** A responder's certificate is not asked about in turn: it lasts days and not years (RFC 6960 4.2.2.2.1). */
export function ocspNoCheck(): Extension {
  return extension(oids.ocspNoCheck, new Null())
}

/** The DNS names and addresses of a server (RFC 5280 4.2.1.6). */
export function subjectAltName(hosts: string[]): Extension {
  const names = hosts.map((host) => {
    const address = addressBytes(host)
    return address
      ? new GeneralName({ type: addressName, value: new OctetString({ valueHex: address.buffer }) })
      : new GeneralName({ type: dnsName, value: host })
  })
  return extension(oids.subjectAltName, new GeneralNames({ names }).toSchema())
}
