import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { bits, der, int, oid, seq, set, utf8 } from './der'

export const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' })

export type CsrParts = {
  key: { publicKey: KeyObject; privateKey: KeyObject }
  version: Uint8Array
  subject: Uint8Array
  spki: Uint8Array
  attributes: Uint8Array[]
  /** After the attributes, inside what is signed. */
  extraInfo: Uint8Array[]
  /** The whole AlgorithmIdentifier. */
  algorithm: Uint8Array
  hash: string | null
  /** Makes the signature of what is signed, instead of the right one. */
  signature: (info: Buffer) => Uint8Array
  /** After the signature. */
  extra: Uint8Array[]
}

export const ecdsaSha256 = seq(oid('1.2.840.10045.4.3.2'))
export const name = (...values: Uint8Array[]) =>
  seq(...values.map((value) => set(seq(oid('2.5.4.3'), value))))

/**
 * A PKCS#10 request, by default a good one of a P-256 key, with any of its parts replaced. The signature is always
 * right for what is there, so that a refusal is for the part and not for the signature.
 */
export function buildCsr(parts: Partial<CsrParts> = {}): Buffer {
  const key = parts.key ?? p256
  const info = seq(
    parts.version ?? int(0),
    parts.subject ?? name(utf8('somebody')),
    parts.spki ?? spkiOf(key.publicKey),
    ...(parts.attributes ?? [der(0xa0)]),
    ...(parts.extraInfo ?? []),
  )
  const signature =
    parts.signature?.(info) ?? sign(parts.hash === undefined ? 'sha256' : parts.hash, info, key.privateKey)
  return seq(info, parts.algorithm ?? ecdsaSha256, bits(signature), ...(parts.extra ?? []))
}

export function spkiOf(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' })
}
