import { Certificate, CertificateChainValidationEngine, getCrypto } from 'pkijs'
import type { Bytes } from './bytes'

export type PathProblem = 'ca_unknown' | 'ca_expired'

type Path = {
  /** In DER. */
  leaf: Bytes
  /** CA certificates that may stand between, in DER. */
  between: Bytes[]
  /** What is trusted, in DER. */
  roots: Bytes[]
}

/**
 * What is wrong above a certificate, by path validation (RFC 5280 section 6.1) up to a trusted root: `ca_unknown`
 * when no path of signatures, names and constraints leads there, `ca_expired` when one does but a CA on it is outside
 * its window. The certificate's own window and its revocation are judged elsewhere.
 */
export async function pathProblem(path: Path, now: Date): Promise<PathProblem | null> {
  const { notBefore, notAfter } = Certificate.fromBER(path.leaf)
  const issuedAt = notBefore.value
  // At an instant inside the leaf's window, so that its own end says nothing about those above it.
  const at = new Date(Math.min(Math.max(now.getTime(), issuedAt.getTime()), notAfter.value.getTime()))
  if (await leadsToRoot(path, at)) return null
  return (await leadsToRoot(path, issuedAt)) ? 'ca_expired' : 'ca_unknown'
}

async function leadsToRoot({ leaf, between, roots }: Path, checkDate: Date): Promise<boolean> {
  const read = (der: Bytes) => Certificate.fromBER(der)
  const engine = new CertificateChainValidationEngine({
    trustedCerts: roots.map(read),
    certs: [...between, leaf].map(read),
    checkDate,
  })
  // The library reports some broken paths by throwing.
  return engine.verify({}, getCrypto(true)).then(
    ({ result }) => result,
    () => false,
  )
}
