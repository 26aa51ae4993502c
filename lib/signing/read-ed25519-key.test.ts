import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readEd25519Key } from './read-ed25519-key'

const pair = generateKeyPairSync('ed25519')
const spki = pair.publicKey.export({ type: 'spki', format: 'der' })
const point = spki.subarray(-32)
const pkcs8 = pair.privateKey.export({ type: 'pkcs8', format: 'der' })
const ssh = Buffer.concat([Buffer.from('\0\0\0\x0bssh-ed25519\0\0\0\x20', 'latin1'), point]).toString(
  'base64',
)
const pem = (key: { export: (as: { type: 'spki'; format: 'pem' }) => string | Buffer }) =>
  `${key.export({ type: 'spki', format: 'pem' })}`

describe('readEd25519Key', () => {
  it.each([
    ['PEM', pem(pair.publicKey)],
    ['PEM with Windows line ends and space around', `\r\n ${pem(pair.publicKey).replaceAll('\n', '\r\n')}  `],
    ['base64 of SubjectPublicKeyInfo', spki.toString('base64')],
    ['base64 in lines', spki.toString('base64').replace(/(.{20})/g, '$1\n')],
    ['its 32 bytes in base64', point.toString('base64')],
    ['the same without padding', point.toString('base64').replace('=', '')],
    ['its 32 bytes in base64url, as a JWK has them', point.toString('base64url')],
    ['its 32 bytes in hex', point.toString('hex')],
    ['a line of OpenSSH', `ssh-ed25519 ${ssh} bot@server\n`],
    ['the same without a comment', `ssh-ed25519 ${ssh}`],
  ])('reads %s', (_, text) => {
    expect(readEd25519Key(text)).toEqual({ spki: spki.toString('base64') })
    expect(createPublicKey({ key: spki, format: 'der', type: 'spki' }).asymmetricKeyType).toBe('ed25519')
  })

  const rsaPair = generateKeyPairSync('rsa', { modulusLength: 2048 })
  it.each([
    ['PKCS#8 in PEM', `${pair.privateKey.export({ type: 'pkcs8', format: 'pem' })}`],
    ['an encrypted one', '-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIGbMFcGCSqGSIb3DQEFDTBKM\n-----END'],
    ['one of OpenSSH', '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmU\n'],
    ['PKCS#8 in base64', pkcs8.toString('base64')],
    [
      'PKCS#8 of RSA in base64',
      rsaPair.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    ],
    [
      'PKCS#8 in PEM that calls itself public',
      `-----BEGIN PUBLIC KEY-----\n${pkcs8.toString('base64')}\n-----END PUBLIC KEY-----`,
    ],
    ['seed and point', Buffer.concat([pkcs8.subarray(-32), point]).toString('base64')],
    ['a JWK', JSON.stringify(pair.privateKey.export({ format: 'jwk' }))],
  ])('knows a private key: %s', (_, text) => {
    expect(readEd25519Key(text)).toEqual({ problem: 'public_key_private' })
  })

  it.each([
    ['RSA', pem(rsaPair.publicKey)],
    ['P-256', pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey)],
    ['X25519', pem(generateKeyPairSync('x25519').publicKey)],
    ['Ed448', pem(generateKeyPairSync('ed448').publicKey)],
    ['RSA in OpenSSH', 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC7 me'],
    ['P-256 in OpenSSH', 'ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTY me'],
    ['a security key', 'sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5 me'],
  ])('refuses a public key of %s', (_, text) => {
    expect(readEd25519Key(text)).toEqual({ problem: 'public_key_algorithm' })
  })

  it.each([
    ['words', 'this is no key'],
    ['31 bytes', randomBytes(31).toString('base64')],
    ['33 bytes', randomBytes(33).toString('base64')],
    ['a certificate', '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----'],
    ['something behind it', Buffer.concat([spki, Buffer.alloc(1)]).toString('base64')],
    ['a line of OpenSSH with something else in it', `ssh-ed25519 ${randomBytes(51).toString('base64')} me`],
    ['a line of OpenSSH that was cut', `ssh-ed25519 ${ssh.slice(0, -8)}`],
    ['two lines of OpenSSH', `ssh-ed25519 ${ssh} me\nssh-ed25519 ${ssh} me`],
    ['endless text', 'A'.repeat(1_000_000)],
    ['base64 with stray signs', `${point.toString('base64').slice(0, -2)}*=`],
  ])('refuses %s', (_, text) => {
    expect(readEd25519Key(text)).toEqual({ problem: 'public_key_malformed' })
  })

  it('refuses nothing at all', () => {
    expect(readEd25519Key(' \n')).toEqual({ problem: 'public_key_required' })
  })

  // The points of small order as libsodium lists them, and encodings that RFC 8032 5.1.3 does not know.
  it.each([
    '0000000000000000000000000000000000000000000000000000000000000000',
    '0100000000000000000000000000000000000000000000000000000000000000',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    '0100000000000000000000000000000000000000000000000000000000000080',
    'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
    // No point of the curve.
    '0200000000000000000000000000000000000000000000000000000000000000',
  ])('refuses the point %s', (hex) => {
    expect(readEd25519Key(hex)).toEqual({ problem: 'public_key_weak' })
  })
})
