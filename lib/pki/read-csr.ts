import { checkAttributes, checkSubject } from './check-request-parts'
import { csrRefused } from './csr-rules'
import { csrBytes } from './csr-text'
import { oids } from './oids'
import { type AcceptedPublicKey, type KeyKind, readPublicKey } from './read-public-key'
import { DerError, type DerNode, derTag, oidOf, readDer } from './strict-der'
import { verifySignature } from './verify-signature'

/** Signature algorithm → hash, per family of keys. SHA-1, MD5 and everything else is not here. */
const hashes: Record<'ec' | 'rsa', Record<string, string | undefined>> = {
  ec: { [oids.ecdsaSha256]: 'sha256', [oids.ecdsaSha384]: 'sha384', [oids.ecdsaSha512]: 'sha512' },
  rsa: { [oids.rsaSha256]: 'sha256', [oids.rsaSha384]: 'sha384', [oids.rsaSha512]: 'sha512' },
}

/**
 * Reads a PKCS#10 request (RFC 2986), PEM or base64, and gives the public key that it proves possession of.
 * That is all that is taken from it: subject, extensions and validity are the CA's decision.
 * @throws AppError `csr_refused` naming the rule that it broke
 */
export function readCsr(text: string): AcceptedPublicKey {
  try {
    return readRequest(readDer(csrBytes(text)))
  } catch (error) {
    if (error instanceof DerError) throw csrRefused(error.rule, error)
    throw error
  }
}

function readRequest(request: DerNode): AcceptedPublicKey {
  const [info, algorithm, signature, ...more] = request.children
  const isRequest =
    request.tag === derTag.sequence &&
    info?.tag === derTag.sequence &&
    algorithm?.tag === derTag.sequence &&
    signature?.tag === derTag.bitString &&
    more.length === 0
  if (!isRequest) throw csrRefused('structure')
  const publicKey = readInfo(info)
  const hash = hashOf(algorithm, publicKey.kind)
  if (signature.content[0] !== 0) throw csrRefused('signature')
  if (!verifySignature(publicKey, hash, info.bytes, signature.content.subarray(1)))
    throw csrRefused('signature')
  return publicKey
}

function readInfo(info: DerNode): AcceptedPublicKey {
  const [version, subject, spki, attributes, ...more] = info.children
  const isInfo =
    version?.tag === derTag.integer &&
    subject?.tag === derTag.sequence &&
    spki?.tag === derTag.sequence &&
    attributes?.tag === derTag.context0 &&
    more.length === 0
  if (!isInfo) throw csrRefused('structure')
  if (version.content.length !== 1 || version.content[0] !== 0) throw csrRefused('version')
  checkSubject(subject)
  checkAttributes(attributes)
  return readPublicKey(spki)
}

function hashOf(algorithm: DerNode, kind: KeyKind): string {
  const [oid, parameters, ...more] = algorithm.children
  if (oid?.tag !== derTag.oid || more.length > 0) throw csrRefused('structure')
  const family = kind.startsWith('RSA') ? 'rsa' : 'ec'
  const hash = hashes[family][oidOf(oid)]
  // NULL for RSA (RFC 4055 5), absent for ECDSA (RFC 5758 3.2).
  const parametersFit = family === 'rsa' ? parameters?.tag === derTag.null : parameters === undefined
  if (!hash || !parametersFit) throw csrRefused('signature_algorithm')
  return hash
}
