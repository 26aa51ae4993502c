import { constants, createHash, privateEncrypt, sign } from 'node:crypto'
import { buildCsr, ecdsaSha256, p256, spkiOf } from '../build-csr'
import {
  altered,
  type BadCsr,
  bits,
  der,
  ec,
  flipped,
  good,
  hex,
  info,
  int,
  modulus3072,
  nul,
  octets,
  oid,
  p256Oid,
  rsa3072,
  rsaAlgorithm,
  seq,
  set,
  sha256Rsa,
  utf8,
} from './parts'

const challenge = seq(oid('1.2.840.113549.1.9.7'), set(utf8('challenge')))
const order = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551')

type Numbers = { r: bigint; s: bigint }

/** The two numbers of an ECDSA signature. */
function numbersOf(signed: Buffer): Numbers {
  const raw = sign('sha256', signed, { key: p256.privateKey, dsaEncoding: 'ieee-p1363' }).toString('hex')
  return { r: BigInt(`0x${raw.slice(0, 64)}`), s: BigInt(`0x${raw.slice(64)}`) }
}

function integer(number: bigint): Buffer {
  const digits = number.toString(16)
  const bytes = hex(digits.length % 2 ? `0${digits}` : digits)
  return (bytes[0] ?? 0) & 0x80 ? der(2, Buffer.from([0]), bytes) : der(2, bytes)
}

/** A request whose signature is made of the right numbers in another way. */
const ofNumbers = (write: (numbers: Numbers) => Uint8Array) =>
  buildCsr({ signature: (signed) => write(numbersOf(signed)) })
const pair = (r: bigint, s: bigint) => seq(integer(r), integer(s))
/** The request with `s` replaced by its opposite: as right as the other, and nothing depends on there being one. */
export const otherRightSignature = ofNumbers(({ r, s }) => pair(r, order - s))

const rsaOf = (signature: (signed: Buffer) => Uint8Array) =>
  buildCsr({ key: rsa3072, algorithm: sha256Rsa, signature })
const rightRsa = (signed: Buffer) => sign('sha256', signed, rsa3072.privateKey)
const numberOf = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
const plusModulus = (signature: Uint8Array) =>
  hex((numberOf(signature) + numberOf(modulus3072)).toString(16).padStart(770, '0'))
const withPadding = (content: Uint8Array) =>
  privateEncrypt({ key: rsa3072.privateKey, padding: constants.RSA_PKCS1_PADDING }, content)
const sha256 = (signed: Uint8Array) => createHash('sha256').update(signed).digest()
const digestInfo = (signed: Uint8Array, ...parameters: Uint8Array[]) =>
  seq(seq(oid('2.16.840.1.101.3.4.2.1'), ...parameters), octets(sha256(signed)))

const ecAlgorithm = (dotted: string, hash: string) => buildCsr({ hash, algorithm: seq(oid(dotted)) })
const rsaWith = (dotted: string, hash: string) =>
  buildCsr({ key: rsa3072, hash, algorithm: rsaAlgorithm(dotted) })

/** Algorithms that are not taken, or that do not belong to the key. */
export const badAlgorithms: BadCsr[] = [
  ['ECDSA with SHA-1', 'signature_algorithm', ecAlgorithm('1.2.840.10045.4.1', 'sha1')],
  ['ECDSA with SHA-224', 'signature_algorithm', ecAlgorithm('1.2.840.10045.4.3.1', 'sha224')],
  ['ECDSA with SHA3-256', 'signature_algorithm', ecAlgorithm('2.16.840.1.101.3.4.3.10', 'sha3-256')],
  ['ECDSA with a hash to be guessed', 'signature_algorithm', ecAlgorithm('1.2.840.10045.4.2', 'sha256')],
  [
    'ECDSA with a hash said further in',
    'signature_algorithm',
    buildCsr({ algorithm: seq(oid('1.2.840.10045.4.3'), seq(oid('2.16.840.1.101.3.4.2.1'))) }),
  ],
  [
    'ECDSA parameters that must not be there',
    'signature_algorithm',
    buildCsr({ algorithm: seq(oid('1.2.840.10045.4.3.2'), nul) }),
  ],
  [
    'ECDSA with the curve for a parameter',
    'signature_algorithm',
    buildCsr({ algorithm: seq(oid('1.2.840.10045.4.3.2'), p256Oid) }),
  ],
  ['RSA with SHA-1', 'signature_algorithm', rsaWith('1.2.840.113549.1.1.5', 'sha1')],
  ['RSA with SHA-224', 'signature_algorithm', rsaWith('1.2.840.113549.1.1.14', 'sha224')],
  ['RSA with MD5', 'signature_algorithm', rsaWith('1.2.840.113549.1.1.4', 'md5')],
  ['RSA-PSS', 'signature_algorithm', rsaWith('1.2.840.113549.1.1.10', 'sha256')],
  ['RSA without a hash', 'signature_algorithm', rsaWith('1.2.840.113549.1.1.1', 'sha256')],
  [
    'RSA with its parameter left out',
    'signature_algorithm',
    buildCsr({ key: rsa3072, algorithm: seq(oid('1.2.840.113549.1.1.11')) }),
  ],
  [
    'RSA with a parameter of its own',
    'signature_algorithm',
    buildCsr({ key: rsa3072, algorithm: seq(oid('1.2.840.113549.1.1.11'), int(0)) }),
  ],
  ['an RSA algorithm for an EC key', 'signature_algorithm', buildCsr({ algorithm: sha256Rsa })],
  ['an EC algorithm for an RSA key', 'signature_algorithm', buildCsr({ key: rsa3072 })],
  ['Ed25519 for an EC key', 'signature_algorithm', buildCsr({ algorithm: seq(oid('1.3.101.112')) })],
  ['a hash alone', 'signature_algorithm', buildCsr({ algorithm: seq(oid('2.16.840.1.101.3.4.2.1')) })],
  ['an HMAC', 'signature_algorithm', buildCsr({ algorithm: seq(oid('1.2.840.113549.2.9')) })],
  ['an algorithm that nobody knows', 'signature_algorithm', buildCsr({ algorithm: seq(oid('1.2.3.4')) })],
]

/** Signatures that prove nothing of the key. */
export const badSignatures: BadCsr[] = [
  ['a wrong signature', 'signature', flipped(good.length - 1)],
  ['a signature by another key', 'signature', buildCsr({ spki: spkiOf(ec('P-256').publicKey) })],
  ['another hash than it says', 'signature', buildCsr({ algorithm: seq(oid('1.2.840.10045.4.3.3')) })],
  [
    'a subject changed after signing',
    'signature',
    altered(Buffer.from('somebody').toString('hex'), Buffer.from('nobodies').toString('hex')),
  ],
  [
    'an attribute added after signing',
    'signature',
    buildCsr({ attributes: [der(0xa0, challenge)], signature: () => sign('sha256', info, p256.privateKey) }),
  ],
  [
    'a signature of something else',
    'signature',
    buildCsr({ signature: () => sign('sha256', good, p256.privateKey) }),
  ],
  [
    'a signature of the hash',
    'signature',
    buildCsr({ signature: (signed) => sign('sha256', sha256(signed), p256.privateKey) }),
  ],
  ['a signature that claims unused bits', 'signature', seq(info, ecdsaSha256, bits(hex('3000'), 1))],
  ['no signature', 'signature', ofNumbers(() => hex(''))],
  ['a signature of zeros', 'signature', ofNumbers(() => Buffer.alloc(72))],
  ['r and s zero', 'signature', ofNumbers(() => pair(0n, 0n))],
  ['r zero', 'signature', ofNumbers(({ s }) => pair(0n, s))],
  ['s zero', 'signature', ofNumbers(({ r }) => pair(r, 0n))],
  ['r and s one', 'signature', ofNumbers(() => pair(1n, 1n))],
  ['r the order', 'signature', ofNumbers(({ s }) => pair(order, s))],
  ['s the order', 'signature', ofNumbers(({ r }) => pair(r, order))],
  ['r past the order', 'signature', ofNumbers(({ r, s }) => pair(r + order, s))],
  ['s past the order', 'signature', ofNumbers(({ r, s }) => pair(r, s + order))],
  ['r of 300 octets', 'signature', ofNumbers(({ r, s }) => pair(r + (1n << 2400n) * order, s))],
  [
    'r negative',
    'signature',
    ofNumbers(({ r, s }) => seq(der(2, hex((r | (1n << 255n)).toString(16))), integer(s))),
  ],
  ['s negative', 'signature', ofNumbers(({ r }) => seq(integer(r), int(0xff)))],
  ['r and s changed about', 'signature', ofNumbers(({ r, s }) => pair(s, r))],
  ['r twice', 'signature', ofNumbers(({ r }) => pair(r, r))],
  [
    'r with a zero before it',
    'signature',
    ofNumbers(({ r, s }) => seq(der(2, hex(`0000${r.toString(16).padStart(64, '0')}`)), integer(s))),
  ],
  ['a third number', 'signature', ofNumbers(({ r, s }) => seq(integer(r), integer(s), int(0)))],
  ['one number', 'signature', ofNumbers(({ r }) => seq(integer(r)))],
  [
    'trailing bytes after the numbers',
    'signature',
    ofNumbers(({ r, s }) => Buffer.concat([pair(r, s), hex('00')])),
  ],
  [
    'numbers of indefinite length',
    'signature',
    ofNumbers(({ r, s }) => Buffer.concat([hex('3080'), integer(r), integer(s), hex('0000')])),
  ],
  [
    'numbers behind a longer length',
    'signature',
    ofNumbers(({ r, s }) => Buffer.concat([hex('308200'), pair(r, s).subarray(1)])),
  ],
  ['numbers in a set', 'signature', ofNumbers(({ r, s }) => der(0x31, integer(r), integer(s)))],
  ['numbers as octets', 'signature', ofNumbers(({ r, s }) => seq(octets(integer(r)), octets(integer(s))))],
  [
    'the form of WebCrypto',
    'signature',
    ofNumbers(({ r, s }) => hex(r.toString(16).padStart(64, '0') + s.toString(16).padStart(64, '0'))),
  ],
  ['RSA: zeros', 'signature', rsaOf(() => Buffer.alloc(384))],
  ['RSA: one', 'signature', rsaOf(() => Buffer.concat([Buffer.alloc(383), hex('01')]))],
  ['RSA: the modulus', 'signature', rsaOf(() => modulus3072)],
  ['RSA: past the modulus', 'signature', rsaOf((signed) => plusModulus(rightRsa(signed)))],
  ['RSA: a zero before it', 'signature', rsaOf((signed) => Buffer.concat([hex('00'), rightRsa(signed)]))],
  ['RSA: a byte behind it', 'signature', rsaOf((signed) => Buffer.concat([rightRsa(signed), hex('00')]))],
  ['RSA: a byte too few', 'signature', rsaOf((signed) => rightRsa(signed).subarray(1))],
  ['RSA: the hash without its name', 'signature', rsaOf((signed) => withPadding(sha256(signed)))],
  ['RSA: the name of the hash without NULL', 'signature', rsaOf((signed) => withPadding(digestInfo(signed)))],
  [
    'RSA: something behind the hash',
    'signature',
    rsaOf((signed) => withPadding(Buffer.concat([digestInfo(signed, nul), hex('00')]))),
  ],
  [
    'RSA: signed as PSS',
    'signature',
    rsaOf((signed) =>
      sign('sha256', signed, { key: rsa3072.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING }),
    ),
  ],
  [
    'RSA: another hash than it says',
    'signature',
    buildCsr({ key: rsa3072, hash: 'sha512', algorithm: sha256Rsa }),
  ],
]
