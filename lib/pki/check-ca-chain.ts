import type { CaCertificate } from './ca-certificate'
import { CaRefused, type CaRule } from './ca-rules'
import { oids } from './oids'

/** What a CA's critical extensions may be: any other is not understood here (RFC 5280 4.2). */
const understood: readonly string[] = [
  oids.basicConstraints,
  oids.keyUsage,
  oids.extendedKeyUsage,
  oids.certificatePolicies,
  oids.subjectKeyIdentifier,
  oids.authorityKeyIdentifier,
  oids.crlDistributionPoints,
  oids.authorityInfoAccess,
]
const strongSignatures: readonly string[] = [
  oids.ecdsaSha256,
  oids.ecdsaSha384,
  oids.ecdsaSha512,
  oids.rsaSha256,
  oids.rsaSha384,
  oids.rsaSha512,
  oids.rsaPss,
  oids.ed25519,
]

/**
 * Judges an issuing CA that an operator brings, with the CAs above it: whether certificates that it signs will
 * verify up to its root, and whether it may sign lists and appoint responders.
 * @param certificates the issuing CA first, in any order after it
 * @returns the chain in order, the root last
 * @throws CaRefused with the rule that is broken
 */
export function checkCaChain(certificates: CaCertificate[], now: Date): CaCertificate[] {
  const [issuing, ...above] = certificates
  if (!issuing) throw new CaRefused('no_certificate')
  if (issuing.keyKind === 'other') throw new CaRefused('key_kind')
  if (!issuing.hasSubject) throw new CaRefused('no_subject')
  const chain = ordered(issuing, above)
  for (const [depth, one] of chain.entries()) {
    const isRoot = depth === chain.length - 1
    const rule = brokenRule(one, depth, isRoot, now)
    if (rule) throw new CaRefused(rule, one.x509.subject)
  }
  return chain
}

/** From the issuing CA up to the certificate that signed itself. */
function ordered(issuing: CaCertificate, above: CaCertificate[]): CaCertificate[] {
  const chain = [issuing]
  for (let top = issuing; !signed(top, top); ) {
    const next = above.find((one) => !chain.includes(one) && signed(one, top))
    if (!next) throw new CaRefused(chain.length === 1 ? 'no_issuer' : 'no_root', top.x509.subject)
    chain.push(next)
    top = next
  }
  if (chain.length === 1) throw new CaRefused('self_signed', issuing.x509.subject)
  if (chain.length !== above.length + 1) throw new CaRefused('stray_certificate')
  return chain
}

/** Whether one names the other as its issuer, and its key made the signature. */
function signed(issuer: CaCertificate, subject: CaCertificate): boolean {
  return subject.x509.checkIssued(issuer.x509) && subject.x509.verify(issuer.x509.publicKey)
}

function brokenRule(one: CaCertificate, depth: number, isRoot: boolean, now: Date): CaRule | null {
  const { isCa, keyUsage, pathLength, extendedKeyUsage, critical } = one
  if (!isCa) return 'not_a_ca'
  // Old roots may lack it; whoever signs lists here must say so (RFC 5280 4.2.1.3).
  if (depth === 0 ? !keyUsage?.keyCertSign || !keyUsage.cRLSign : keyUsage && !keyUsage.keyCertSign)
    return 'key_usage'
  if (pathLength !== null && pathLength < depth) return 'path_length'
  if (extendedKeyUsage && !allows(extendedKeyUsage)) return 'extended_key_usage'
  if (now < one.notBefore) return 'not_yet_valid'
  if (now >= one.notAfter) return 'expired'
  if (critical.some((oid) => !understood.includes(oid))) return 'critical_extension'
  // Nobody verifies the signature of a root.
  return isRoot || strongSignatures.includes(one.signatureAlgorithm) ? null : 'weak_signature'
}

const allows = (purposes: string[]) =>
  purposes.includes(oids.anyExtendedKeyUsage) ||
  (purposes.includes(oids.clientAuth) && purposes.includes(oids.ocspSigning))
