import { createECDH, generateKeyPairSync } from 'node:crypto'
import { buildCsr, spkiOf } from '../build-csr'
import {
  altered,
  type BadCsr,
  bits,
  der,
  ec,
  ecSpki,
  hex,
  int,
  modulus3072,
  nul,
  octets,
  ofKey,
  ofRsaKey,
  ofSpki,
  oid,
  p256Oid,
  point,
  rsa3072,
  rsaAlgorithm,
  seq,
  sha256Rsa,
  spki,
} from './parts'

const rsa = (modulusLength: number, publicExponent = 65_537) =>
  buildCsr({
    key: generateKeyPairSync('rsa', { modulusLength, publicExponent }),
    algorithm: sha256Rsa,
  })
const positive = (number: Uint8Array) => der(2, Buffer.from([0]), number)
const n = positive(modulus3072)
const e = int(1, 0, 1)
/** Numbers of just so many bits, odd. */
const modulusOf = (size: number) => {
  const octetCount = Math.ceil(size / 8)
  const number = Buffer.alloc(octetCount, 0xff)
  number[0] = 0xff >> (octetCount * 8 - size)
  return (number[0] ?? 0) & 0x80 ? positive(number) : der(2, number)
}
const even = Buffer.from(modulus3072)
even[even.length - 1] = (even.at(-1) ?? 0) & 0xfe

const keys = createECDH('prime256v1')
keys.generateKeys()
const p384Point = spkiOf(ec('P-384').publicKey).subarray(-97)
const koblitzPoint = spkiOf(ec('secp256k1').publicKey).subarray(-65)
const ofPoint = (key: Uint8Array) => ofSpki(ecSpki(p256Oid, key))
const off = Buffer.concat([point.subarray(0, 64), Buffer.from([(point[64] ?? 0) ^ 1])])
/** On P-256 there is a point with x = 0 (SEC 2, 2.4.2: its y is a root of b); here x is written as p, which is the same. */
const p = 'ffffffff00000001000000000000000000000000ffffffffffffffffffffffff'
const rootOfB = '66485c780e2f83d72433bd5d84a06bb6541c2af31dae871728bf856a174f93f4'
const explicit = generateKeyPairSync('ec', { namedCurve: 'P-256', paramEncoding: 'explicit' })
/** Its generator replaced by the public key, for which anybody knows the private key: 1 (CVE-2020-0601). */
const generatorX = '6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296'
const forged = altered(generatorX, point.subarray(1, 33).toString('hex'), spkiOf(explicit.publicKey))

/** Keys that are not certified: of another kind, or malformed. */
export const badKeys: BadCsr[] = [
  ['RSA-1024', 'key_kind', rsa(1024)],
  ['RSA-2048', 'key_kind', rsa(2048)],
  ['RSA-3071', 'key_kind', ofRsaKey(modulusOf(3071), e)],
  ['RSA-3073', 'key_kind', ofRsaKey(modulusOf(3073), e)],
  ['RSA-8192', 'key_kind', ofRsaKey(modulusOf(8192), e)],
  ['an RSA modulus of zero', 'key_kind', ofRsaKey(int(0), e)],
  ['an RSA key bound to PSS', 'key_kind', ofSpki(seq(seq(oid('1.2.840.113549.1.1.10')), bits(seq(n, e))))],
  ['P-224', 'key_kind', ofKey(ec('P-224'))],
  ['P-521', 'key_kind', ofKey(ec('P-521'))],
  ['secp256k1', 'key_kind', ofKey(ec('secp256k1'))],
  ['brainpoolP256r1', 'key_kind', ofKey(ec('brainpoolP256r1'))],
  ['SM2', 'key_kind', ofSpki(ecSpki(oid('1.2.156.10197.1.301'), point))],
  [
    'Ed25519',
    'key_kind',
    buildCsr({ key: generateKeyPairSync('ed25519'), hash: null, algorithm: seq(oid('1.3.101.112')) }),
  ],
  ['Ed448', 'key_kind', ofSpki(spkiOf(generateKeyPairSync('ed448').publicKey))],
  ['X25519, which can sign nothing', 'key_kind', ofSpki(spkiOf(generateKeyPairSync('x25519').publicKey))],
  ['DSA', 'key_kind', ofSpki(seq(seq(oid('1.2.840.10040.4.1'), seq(int(3), int(3), int(3))), bits(int(3))))],
  ['an EC key for agreement alone', 'key_kind', ofSpki(seq(seq(oid('1.3.132.1.12'), p256Oid), bits(point)))],
  ['a curve that nobody knows', 'key_kind', ofSpki(ecSpki(oid('1.2.3.4'), point))],
  ['a curve left out', 'key_kind', ofSpki(seq(seq(oid('1.2.840.10045.2.1')), bits(point)))],
  ['a curve that the CA is to know', 'key_kind', ofSpki(ecSpki(nul, point))],
  ['a curve in words', 'key_kind', ofSpki(ecSpki(octets(Buffer.from('P-256')), point))],
  ['a curve spelled out', 'key_kind', ofKey(explicit)],
  ['a curve spelled out with a generator of its own', 'key_kind', ofSpki(forged)],
  ['a compressed point', 'key_malformed', ofPoint(keys.getPublicKey(null, 'compressed'))],
  ['a hybrid point', 'key_malformed', ofPoint(keys.getPublicKey(null, 'hybrid'))],
  ['a point off its curve', 'key_malformed', ofPoint(off)],
  ['a point of another curve of that size', 'key_malformed', ofPoint(koblitzPoint)],
  ['a P-384 point said to be on P-256', 'key_malformed', ofPoint(p384Point)],
  ['a P-256 point said to be on P-384', 'key_malformed', ofSpki(ecSpki(oid('1.3.132.0.34'), point))],
  ['the point at infinity', 'key_malformed', ofPoint(hex('00'))],
  ['a point of zeros', 'key_malformed', ofPoint(Buffer.concat([hex('04'), Buffer.alloc(64)]))],
  ['a coordinate not below the prime', 'key_malformed', ofPoint(hex(`04${p}${rootOfB}`))],
  ['a point without its form', 'key_malformed', ofPoint(point.subarray(1))],
  ['a point cut short', 'key_malformed', ofPoint(point.subarray(0, 64))],
  ['a point with a byte too many', 'key_malformed', ofPoint(Buffer.concat([point, hex('00')]))],
  ['a point in an octet string', 'key_malformed', ofPoint(octets(point))],
  ['no point', 'key_malformed', ofPoint(hex(''))],
  [
    'a key that claims unused bits',
    'key_malformed',
    ofSpki(ecSpki(p256Oid, Buffer.concat([point.subarray(0, 64), hex('00')]), 1)),
  ],
  ['an RSA exponent of 1', 'key_malformed', ofRsaKey(n, int(1))],
  ['an RSA exponent of 3', 'key_malformed', rsa(3072, 3)],
  ['an RSA exponent below 65537', 'key_malformed', ofRsaKey(n, int(0, 0xff, 0xff))],
  ['an even RSA exponent', 'key_malformed', ofRsaKey(n, int(1, 0, 2))],
  ['an RSA exponent of zero', 'key_malformed', ofRsaKey(n, int(0))],
  ['a negative RSA exponent', 'key_malformed', ofRsaKey(n, int(0xff))],
  ['an RSA exponent of 257 bits', 'key_malformed', ofRsaKey(n, der(2, hex(`01${'00'.repeat(31)}01`)))],
  ['a negative RSA modulus', 'key_malformed', ofRsaKey(der(2, modulus3072), e)],
  ['an even RSA modulus', 'key_malformed', ofRsaKey(positive(even), e)],
  ['an RSA key of one number', 'key_malformed', ofRsaKey(n)],
  ['an RSA key of three numbers', 'key_malformed', ofRsaKey(n, e, int(1))],
  ['an RSA key of octets', 'key_malformed', ofRsaKey(octets(modulus3072), e)],
  [
    'an RSA key that is no sequence',
    'key_malformed',
    ofSpki(seq(rsaAlgorithm('1.2.840.113549.1.1.1'), bits(der(0xa0, n, e)))),
  ],
  ['RSA without NULL', 'key_malformed', ofSpki(seq(seq(oid('1.2.840.113549.1.1.1')), bits(seq(n, e))))],
  [
    'RSA with a curve',
    'key_malformed',
    ofSpki(seq(seq(oid('1.2.840.113549.1.1.1'), p256Oid), bits(seq(n, e)))),
  ],
  ['a key of two keys', 'structure', ofSpki(seq(spki, spkiOf(rsa3072.publicKey)))],
]
