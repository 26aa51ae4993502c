import { createECDH, generateKeyPairSync } from 'node:crypto'
import type { CsrRule } from '@/lib/pki/csr-rules'
import { readDer } from '@/lib/pki/strict-der'
import { buildCsr, ecdsaSha256, name, p256, spkiOf } from './build-csr'
import { bits, der, int, nul, octets, oid, seq, set, utf8 } from './der'

export const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
export const good = buildCsr()

/** A good request with some of its bytes replaced where they first occur. */
function altered(from: string, to: string, csr = good): Buffer {
  const hex = csr.toString('hex')
  if (!hex.includes(from)) throw new Error(`no ${from} in it`)
  return Buffer.from(hex.replace(from, to), 'hex')
}

function flipped(at: number): Buffer {
  const copy = Buffer.from(good)
  copy.writeUInt8(copy.readUInt8(at) ^ 0x01, at)
  return copy
}

function rsa(modulusLength: number, publicExponent = 65_537) {
  return generateKeyPairSync('rsa', { modulusLength, publicExponent })
}

const rsaAlgorithm = (dotted: string) => seq(oid(dotted), nul)
const sha256Rsa = rsaAlgorithm('1.2.840.113549.1.1.11')
const rsa3072 = rsa(3072)
const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve })
const parsed = readDer(good)
const info = parsed.children[0]?.bytes ?? Buffer.alloc(0)
const spki = spkiOf(p256.publicKey)
const point = spki.subarray(-65)
const ecSpki = (parameters: Uint8Array, key: Uint8Array, unused = 0) =>
  seq(seq(oid('1.2.840.10045.2.1'), parameters), bits(key, unused))
const p256Oid = oid('1.2.840.10045.3.1.7')
const attribute = (...values: Uint8Array[]) => seq(oid('1.2.840.113549.1.9.14'), set(...values))
const extension = (...parts: Uint8Array[]) => seq(oid('2.5.29.17'), ...parts)
export const attributes = (...list: Uint8Array[]) => buildCsr({ attributes: [der(0xa0, ...list)] })
const compressed = createECDH('prime256v1')
compressed.generateKeys()

function rsaSpki(modulus: Buffer, exponent: number[]): Buffer {
  return seq(rsaAlgorithm('1.2.840.113549.1.1.1'), bits(seq(der(2, modulus), int(...exponent))))
}
const modulus3072 = Buffer.concat([
  Buffer.from([0]),
  Buffer.from(rsa3072.publicKey.export({ format: 'jwk' }).n ?? '', 'base64url'),
])

/** Requests that break a rule, each with the rule that it breaks; text is sent as it stands. */
export const badCsrs: [what: string, rule: CsrRule, csr: Uint8Array | string][] = [
  ['nothing', 'empty', ''],
  ['white space', 'empty', ' \n\t '],
  ['a sentence', 'not_base64', 'Please give me a certificate.'],
  ['base64 with a stray sign', 'not_base64', `${base64(good).slice(0, 40)}*${base64(good).slice(41)}`],
  ['base64url', 'not_base64', good.toString('base64url').replace(/^(.{4})/, '$1-_')],
  ['base64 with a letter too many', 'not_base64', `${base64(good)}A`],
  [
    'a certificate in PEM',
    'not_base64',
    `-----BEGIN CERTIFICATE-----\n${base64(good)}\n-----END CERTIFICATE-----`,
  ],
  ['PEM without its end', 'not_base64', `-----BEGIN CERTIFICATE REQUEST-----\n${base64(good)}`],
  ['a private key', 'private_key', p256.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()],
  [
    'a request of 9 KiB',
    'too_large',
    attributes(attribute(seq(extension(octets(octets(Buffer.alloc(9000))))))),
  ],
  ['100 kB of text', 'too_large', 'A'.repeat(100_000)],
  ['trailing bytes', 'trailing_bytes', Buffer.concat([good, Buffer.from([0, 0])])],
  ['two requests', 'trailing_bytes', Buffer.concat([good, good])],
  ['half a request', 'not_der', good.subarray(0, good.length / 2)],
  [
    'BER of indefinite length',
    'not_der',
    Buffer.concat([Buffer.from([0x30, 0x80]), parsed.content, Buffer.from([0, 0])]),
  ],
  ['a length in more octets than needed', 'not_der', altered('020100', '02810100')],
  ['an integer in more octets than needed', 'not_der', buildCsr({ version: int(0, 0) })],
  ['a constructed bit string', 'not_der', seq(info, ecdsaSha256, der(0x23, bits(Buffer.alloc(8))))],
  [
    'a boolean that is neither',
    'not_der',
    attributes(attribute(seq(extension(der(1, Buffer.from([1])), octets(nul))))),
  ],
  [
    'an object identifier with padding',
    'not_der',
    buildCsr({ subject: seq(set(seq(der(6, Buffer.from([0x80, 0x55])), utf8('x')))) }),
  ],
  ['UTF-8 that is none', 'not_der', buildCsr({ subject: name(der(0x0c, Buffer.from([0xc3, 0x28]))) })],
  [
    'a set out of order',
    'not_der',
    buildCsr({ subject: seq(set(seq(oid('2.5.4.10'), utf8('b')), seq(oid('2.5.4.3'), utf8('a')))) }),
  ],
  ['an extra element at the end', 'structure', buildCsr({ extra: [int(5)] })],
  ['an extra element in what is signed', 'structure', buildCsr({ extraInfo: [int(5)] })],
  [
    'an extra element in the algorithm',
    'structure',
    buildCsr({ algorithm: seq(oid('1.2.840.10045.4.3.2'), nul, nul) }),
  ],
  [
    'an extra element in the public key',
    'structure',
    buildCsr({ spki: seq(seq(oid('1.2.840.10045.2.1'), p256Oid), bits(point), nul) }),
  ],
  ['no attributes element', 'structure', buildCsr({ attributes: [] })],
  ['a number', 'structure', int(42)],
  ['a certificate', 'structure', seq(seq(int(0)), seq(oid('1.2.3')), bits(point))],
  ['version 1 (which says v2)', 'version', buildCsr({ version: int(1) })],
  ['a name with a NUL in it', 'subject', buildCsr({ subject: name(utf8('bank\0.example')) })],
  ['a name that is a number', 'subject', buildCsr({ subject: name(int(7)) })],
  ['an empty name part', 'subject', buildCsr({ subject: seq(set()) })],
  [
    'a name of three elements',
    'subject',
    buildCsr({ subject: seq(set(seq(oid('2.5.4.3'), utf8('a'), utf8('b')))) }),
  ],
  ['junk for an attribute', 'attributes', attributes(utf8('junk'))],
  ['an attribute without a value', 'attributes', attributes(attribute())],
  [
    'an attribute twice',
    'attributes',
    attributes(attribute(seq(extension(octets(nul)))), attribute(seq(extension(octets(nul))))),
  ],
  [
    'an extension twice',
    'attributes',
    attributes(attribute(seq(extension(octets(nul)), extension(octets(nul))))),
  ],
  [
    'an extension that says "not critical"',
    'attributes',
    attributes(attribute(seq(extension(der(1, Buffer.from([0])), octets(nul))))),
  ],
  [
    'an extension full of junk',
    'attributes',
    attributes(attribute(seq(extension(octets(Buffer.from('junk')))))),
  ],
  ['RSA-1024', 'key_kind', buildCsr({ key: rsa(1024), algorithm: sha256Rsa })],
  ['RSA-2048', 'key_kind', buildCsr({ key: rsa(2048), algorithm: sha256Rsa })],
  ['P-521', 'key_kind', buildCsr({ key: ec('P-521') })],
  ['secp256k1', 'key_kind', buildCsr({ key: ec('secp256k1') })],
  [
    'Ed25519',
    'key_kind',
    buildCsr({ key: generateKeyPairSync('ed25519'), hash: null, algorithm: seq(oid('1.3.101.112')) }),
  ],
  ['a curve spelled out', 'key_kind', buildCsr({ spki: ecSpki(seq(int(1)), point) })],
  [
    'a compressed point',
    'key_malformed',
    buildCsr({ spki: ecSpki(p256Oid, compressed.getPublicKey(null, 'compressed')) }),
  ],
  [
    'a point off its curve',
    'key_malformed',
    buildCsr({
      spki: ecSpki(p256Oid, Buffer.concat([point.subarray(0, 64), Buffer.from([(point[64] ?? 0) ^ 1])])),
    }),
  ],
  ['a point of zero', 'key_malformed', buildCsr({ spki: ecSpki(p256Oid, Buffer.from([0])) })],
  ['an RSA exponent of 3', 'key_malformed', buildCsr({ key: rsa(3072, 3), algorithm: sha256Rsa })],
  [
    'an RSA exponent of 1',
    'key_malformed',
    buildCsr({ key: rsa3072, spki: rsaSpki(modulus3072, [1]), algorithm: sha256Rsa }),
  ],
  [
    'a negative RSA modulus',
    'key_malformed',
    buildCsr({ key: rsa3072, spki: rsaSpki(modulus3072.subarray(1), [1, 0, 1]), algorithm: sha256Rsa }),
  ],
  [
    'RSA without NULL',
    'key_malformed',
    buildCsr({ spki: seq(seq(oid('1.2.840.113549.1.1.1')), bits(seq(int(3), int(3)))) }),
  ],
  [
    'ECDSA with SHA-1',
    'signature_algorithm',
    buildCsr({ hash: 'sha1', algorithm: seq(oid('1.2.840.10045.4.1')) }),
  ],
  [
    'RSA with SHA-1',
    'signature_algorithm',
    buildCsr({ key: rsa3072, hash: 'sha1', algorithm: rsaAlgorithm('1.2.840.113549.1.1.5') }),
  ],
  [
    'RSA with MD5',
    'signature_algorithm',
    buildCsr({ key: rsa3072, hash: 'md5', algorithm: rsaAlgorithm('1.2.840.113549.1.1.4') }),
  ],
  [
    'RSA-PSS',
    'signature_algorithm',
    buildCsr({ key: rsa3072, algorithm: rsaAlgorithm('1.2.840.113549.1.1.10') }),
  ],
  [
    'ECDSA parameters that must not be there',
    'signature_algorithm',
    buildCsr({ algorithm: seq(oid('1.2.840.10045.4.3.2'), nul) }),
  ],
  ['an algorithm of another family', 'signature_algorithm', buildCsr({ algorithm: sha256Rsa })],
  ['a wrong signature', 'signature', flipped(good.length - 1)],
  ['a signature by another key', 'signature', buildCsr({ spki: spkiOf(ec('P-256').publicKey) })],
  ['another hash than it says', 'signature', buildCsr({ algorithm: seq(oid('1.2.840.10045.4.3.3')) })],
  [
    'a subject changed after signing',
    'signature',
    altered(Buffer.from('somebody').toString('hex'), Buffer.from('nobodies').toString('hex')),
  ],
  [
    'a signature that claims unused bits',
    'signature',
    seq(info, ecdsaSha256, bits(Buffer.from([0x30, 0x00]), 1)),
  ],
]
