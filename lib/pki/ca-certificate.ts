import { X509Certificate } from 'node:crypto'
import { type BasicConstraints, Certificate, type Extension, type ExtKeyUsage } from 'pkijs'
import type { Bytes } from './bytes'
import { oids } from './oids'

/** What the rules for somebody else's CA look at (RFC 5280 4.1, 4.2). */
export type CaCertificate = {
  der: Bytes
  x509: X509Certificate
  isCa: boolean
  /** How many CAs may stand between it and a customer's certificate; null for any number. */
  pathLength: number | null
  /** Null where the extension is missing. */
  keyUsage: { keyCertSign: boolean; cRLSign: boolean } | null
  extendedKeyUsage: string[] | null
  /** Extensions that must be understood. */
  critical: string[]
  keyKind: 'P-256' | 'P-384' | 'other'
  signatureAlgorithm: string
  hasSubject: boolean
  serialNumber: Bytes
  notBefore: Date
  notAfter: Date
}

/** Reads a certificate that somebody else made. @throws Error when it is none */
export function readCaCertificate(der: Bytes): CaCertificate {
  const x509 = new X509Certificate(der)
  const certificate = Certificate.fromBER(der)
  const extensions = certificate.extensions ?? []
  const find = (oid: string) => extensions.find(({ extnID }) => extnID === oid)
  const basic = find(oids.basicConstraints)?.parsedValue as BasicConstraints | undefined
  const purposes = find(oids.extendedKeyUsage)?.parsedValue as ExtKeyUsage | undefined
  const pathLength = basic?.pathLenConstraint
  return {
    der,
    x509,
    isCa: certificate.version === 2 && basic?.cA === true,
    pathLength:
      typeof pathLength === 'number' ? pathLength : pathLength ? Number(pathLength.toBigInt()) : null,
    keyUsage: keyUsageOf(find(oids.keyUsage)),
    extendedKeyUsage: purposes?.keyPurposes ?? null,
    critical: extensions.filter(({ critical }) => critical).map(({ extnID }) => extnID),
    keyKind: keyKindOf(x509),
    signatureAlgorithm: certificate.signatureAlgorithm.algorithmId,
    hasSubject: certificate.subject.typesAndValues.length > 0,
    serialNumber: Uint8Array.from(certificate.serialNumber.valueBlock.valueHexView),
    notBefore: certificate.notBefore.value,
    notAfter: certificate.notAfter.value,
  }
}

function keyUsageOf(extension: Extension | undefined): CaCertificate['keyUsage'] {
  const bits = extension?.parsedValue?.valueBlock?.valueHexView as Uint8Array | undefined
  if (!extension) return null
  const first = bits?.[0] ?? 0
  return { keyCertSign: (first & 0x04) !== 0, cRLSign: (first & 0x02) !== 0 }
}

function keyKindOf({ publicKey }: X509Certificate): CaCertificate['keyKind'] {
  const curve = publicKey.asymmetricKeyType === 'ec' ? publicKey.asymmetricKeyDetails?.namedCurve : undefined
  if (curve === 'prime256v1') return 'P-256'
  return curve === 'secp384r1' ? 'P-384' : 'other'
}
