import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { CsrRule } from '@/lib/pki/csr-rules'
import { readDer } from '@/lib/pki/strict-der'
import { buildCsr, p256, spkiOf } from '../build-csr'
import { bits, der, int, nul, octets, oid, seq, set, utf8 } from '../der'

/** A request that breaks a rule, and the rule that it breaks; text is sent as it stands. */
export type BadCsr = [what: string, rule: CsrRule, csr: Uint8Array | string]

export const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
export const hex = (text: string) => Buffer.from(text, 'hex')
export const good = buildCsr()
export const pem = (label: string, content: Uint8Array | string, end = label) =>
  `-----BEGIN ${label}-----\n${typeof content === 'string' ? content : base64(content)}\n-----END ${end}-----`

/** The three elements of the good request. */
const [infoNode, , signatureNode] = readDer(good).children
export const info = Buffer.from(infoNode?.bytes ?? [])
export const goodSignature = Buffer.from(signatureNode?.bytes ?? [])

/** A good request with some of its bytes replaced where they first occur. */
export function altered(from: string, to: string, csr = good): Buffer {
  const text = csr.toString('hex')
  if (!text.includes(from)) throw new Error(`no ${from} in it`)
  return hex(text.replace(from, to))
}

export function flipped(at: number): Buffer {
  const copy = Buffer.from(good)
  copy.writeUInt8(copy.readUInt8(at) ^ 0x01, at)
  return copy
}

export const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve })
export const rsaAlgorithm = (dotted: string) => seq(oid(dotted), nul)
export const sha256Rsa = rsaAlgorithm('1.2.840.113549.1.1.11')
export const rsa3072 = generateKeyPairSync('rsa', { modulusLength: 3072 })
/** The number itself, without a sign octet. */
export const modulus3072 = Buffer.from(rsa3072.publicKey.export({ format: 'jwk' }).n ?? '', 'base64url')

export const spki = spkiOf(p256.publicKey)
/** Uncompressed: 04, x, y. */
export const point = spki.subarray(-65)
export const p256Oid = oid('1.2.840.10045.3.1.7')
export const ecPublicKey = oid('1.2.840.10045.2.1')
export const ecSpki = (parameters: Uint8Array, key: Uint8Array, unused = 0) =>
  seq(seq(ecPublicKey, parameters), bits(key, unused))

/** A request whose public key is this. */
export const ofSpki = (publicKey: Uint8Array) => buildCsr({ spki: publicKey })
export const ofRsaKey = (...numbers: Uint8Array[]) =>
  ofSpki(seq(rsaAlgorithm('1.2.840.113549.1.1.1'), bits(seq(...numbers))))
export const ofKey = (key: { publicKey: KeyObject; privateKey: KeyObject }) => buildCsr({ key })

/** A Name of these relative names. */
export const ofSubject = (...relativeNames: Uint8Array[]) => buildCsr({ subject: seq(...relativeNames) })
export const commonName = (...values: Uint8Array[]) => seq(oid('2.5.4.3'), ...values)
/** A Name of one common name, of whatever type. */
export const ofName = (value: Uint8Array) => ofSubject(set(commonName(value)))

export const ofAttributes = (...list: Uint8Array[]) => buildCsr({ attributes: [der(0xa0, ...list)] })
export const extensionRequest = (...values: Uint8Array[]) => seq(oid('1.2.840.113549.1.9.14'), set(...values))
export const extension = (...parts: Uint8Array[]) => seq(oid('2.5.29.17'), ...parts)
/** A request for these extensions. */
export const ofExtensions = (...extensions: Uint8Array[]) =>
  ofAttributes(extensionRequest(seq(...extensions)))

/** A good request of just so many bytes; an RSA signature is always of the same length. */
export function requestOfSize(size: number): Buffer {
  const build = (padding: number) =>
    buildCsr({
      key: rsa3072,
      algorithm: sha256Rsa,
      attributes: [der(0xa0, extensionRequest(seq(extension(octets(octets(Buffer.alloc(padding)))))))],
    })
  const large = size - 1000
  return build(large + size - build(large).length)
}

export { bits, der, int, nul, octets, oid, seq, set, utf8 }
