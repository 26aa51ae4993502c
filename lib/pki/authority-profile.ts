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
import { serialNumberHex } from './serial-number'

type AuthorityInput = {
  name: NameParts
  serialNumber: Bytes
  publicKeyDer: Bytes
  notBefore: Date
  notAfter: Date
}

/** A root of a P-384 key, self-signed: signs CAs and their revocation list, nothing else. */
export async function rootTbs(root: AuthorityInput): Promise<Bytes> {
  const keyId = await keyIdentifier(root.publicKeyDer)
  return tbsCertificate({
    ...root,
    issuer: distinguishedName(root.name),
    subject: distinguishedName(root.name),
    signature: 'ecdsa-sha384',
    extensions: [
      basicConstraints({}),
      keyUsage('keyCertSign', 'cRLSign'),
      subjectKeyIdentifier(keyId),
      authorityKeyIdentifier(keyId),
    ],
  })
}

const anyPolicy = '2.5.29.32.0'

type BelowRoot = AuthorityInput & { root: Issuer; pkiUrl: string }

/**
 * A CA of a P-256 key under the root, for customers' certificates and the responders that vouch for them:
 * its extended key usage keeps a TLS server's certificate from verifying under it.
 */
export function issuingTbs(authority: BelowRoot): Promise<Bytes> {
  return belowRootTbs(authority, oids.clientAuth, oids.ocspSigning)
}

/** A CA of a P-256 key under the root for the certificate that the gateway shows, and for no customer's. */
export function serverAuthorityTbs(authority: BelowRoot): Promise<Bytes> {
  return belowRootTbs(authority, oids.serverAuth)
}

async function belowRootTbs(authority: BelowRoot, ...purposes: string[]): Promise<Bytes> {
  const { root, pkiUrl } = authority
  return tbsCertificate({
    ...authority,
    issuer: root.name,
    subject: distinguishedName(authority.name),
    signature: root.signature,
    extensions: [
      basicConstraints({ pathLength: 0 }),
      keyUsage('keyCertSign', 'cRLSign'),
      extendedKeyUsage(...purposes),
      subjectKeyIdentifier(await keyIdentifier(authority.publicKeyDer)),
      authorityKeyIdentifier(root.keyId),
      certificatePolicy(anyPolicy),
      crlDistributionPoint(new URL(`/ca/crl/root/${serialNumberHex(root.serialNumber)}`, pkiUrl).href),
      authorityInfoAccess({
        caIssuers: new URL(`/ca/${serialNumberHex(root.serialNumber)}.cer`, pkiUrl).href,
      }),
    ],
  })
}
