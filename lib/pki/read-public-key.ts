import { createPublicKey, type KeyObject } from 'node:crypto'
import type { Bytes } from './bytes'
import { csrRefused } from './csr-rules'
import { oids } from './oids'
import { DerError, type DerNode, derTag, oidOf, readDer } from './strict-der'

export type KeyKind = 'P-256' | 'P-384' | 'RSA-3072' | 'RSA-4096'
export type AcceptedPublicKey = { der: Bytes; kind: KeyKind; key: KeyObject }

const coordinateBytes = { [oids.p256]: 32, [oids.p384]: 48 } as Record<string, number | undefined>

/**
 * A SubjectPublicKeyInfo (RFC 5280 4.1.2.7) of a kind that this CA certifies, in its one DER form.
 * @throws AppError `csr_refused` with rule `key_kind` or `key_malformed`, or a rule of the encoding
 */
export function readPublicKey(spki: DerNode): AcceptedPublicKey {
  const kind = kindOf(spki)
  const der = Uint8Array.from(spki.bytes)
  try {
    // Also checks that a point is on its curve.
    return { der, kind, key: createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' }) }
  } catch (cause) {
    throw csrRefused('key_malformed', cause)
  }
}

/** The same from base64, as a browser sends it. @throws AppError `csr_refused` */
export function readPublicKeyText(base64: string): AcceptedPublicKey {
  try {
    return readPublicKey(readDer(Buffer.from(base64, 'base64')))
  } catch (error) {
    if (error instanceof DerError) throw csrRefused('key_malformed', error)
    throw error
  }
}

function kindOf(spki: DerNode): KeyKind {
  const [algorithm, bits, ...more] = spki.children
  if (spki.tag !== derTag.sequence || algorithm?.tag !== derTag.sequence || bits?.tag !== derTag.bitString)
    throw csrRefused('structure')
  const [oid, parameters, ...others] = algorithm.children
  if (more.length > 0 || others.length > 0 || oid?.tag !== derTag.oid) throw csrRefused('structure')
  if (bits.content[0] !== 0) throw csrRefused('key_malformed')
  const key = bits.content.subarray(1)
  if (oidOf(oid) === oids.ecPublicKey) return curveOf(parameters, key)
  if (oidOf(oid) === oids.rsaEncryption) return modulusOf(parameters, key)
  throw csrRefused('key_kind')
}

/** A named curve and an uncompressed point (RFC 5480 2.1.1, 2.2). */
function curveOf(parameters: DerNode | undefined, point: Uint8Array): KeyKind {
  // Curves spelled out as parameters can be forged (RFC 5480 forbids them).
  if (parameters?.tag !== derTag.oid) throw csrRefused('key_kind')
  const curve = oidOf(parameters)
  const size = coordinateBytes[curve]
  if (!size) throw csrRefused('key_kind')
  if (point[0] !== 0x04 || point.length !== 1 + 2 * size) throw csrRefused('key_malformed')
  return curve === oids.p256 ? 'P-256' : 'P-384'
}

/** RSAPublicKey (RFC 8017 A.1.1) with a modulus of 3072 or 4096 bits and a usual exponent. */
function modulusOf(parameters: DerNode | undefined, key: Uint8Array): KeyKind {
  if (parameters?.tag !== derTag.null) throw csrRefused('key_malformed')
  const { tag, children } = readDer(key)
  const [modulus, exponent, ...more] = children
  const areIntegers = modulus?.tag === derTag.integer && exponent?.tag === derTag.integer
  if (tag !== derTag.sequence || !areIntegers || more.length > 0) throw csrRefused('key_malformed')
  const n = unsigned(modulus)
  const e = unsigned(exponent)
  const bits = n.toString(2).length
  if (bits !== 3072 && bits !== 4096) throw csrRefused('key_kind')
  if (n % 2n === 0n || e % 2n === 0n || e < 65_537n || e >= 1n << 256n) throw csrRefused('key_malformed')
  return bits === 3072 ? 'RSA-3072' : 'RSA-4096'
}

function unsigned(integer: DerNode): bigint {
  // A negative one is no key.
  if ((integer.content[0] ?? 0) >= 0x80) throw csrRefused('key_malformed')
  return BigInt(`0x${Buffer.from(integer.content).toString('hex')}`)
}
