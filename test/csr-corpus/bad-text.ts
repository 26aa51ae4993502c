import { p256 } from '../build-csr'
import { type BadCsr, base64, good, ofName, pem, requestOfSize, utf8 } from './parts'

const label = 'CERTIFICATE REQUEST'
const text = base64(good)
const privateKey = p256.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const at40 = (sign: string) => `${text.slice(0, 40)}${sign}${text.slice(40)}`

/** A request whose base64 ends with one `=`. */
const padded = base64(requestOfSize(3 * 512 + 2))
/** The last letter before the padding carries two bits that count for nothing. */
const unusedBits = padded.replace(/.=$/, (end) => `${String.fromCharCode(end.charCodeAt(0) + 1)}=`)

/** What was sent is no request in PEM or base64, or too much of one. */
export const badTexts: BadCsr[] = [
  ['nothing', 'empty', ''],
  ['white space', 'empty', ' \n\t '],
  ['a byte order mark', 'empty', '\ufeff'],
  ['a sentence', 'not_base64', 'Please give me a certificate.'],
  ['base64 with a stray sign', 'not_base64', `${text.slice(0, 40)}*${text.slice(41)}`],
  ['base64 with a NUL in it', 'not_base64', at40('\0')],
  ['base64 with a zero-width space in it', 'not_base64', at40('\u200b')],
  ['base64 with a no-break space in it', 'not_base64', at40('\u00a0')],
  ['base64 with a full-width letter', 'not_base64', `${text.slice(0, 40)}Ａ${text.slice(41)}`],
  ['base64 with padding in the middle', 'not_base64', at40('====')],
  ['base64 with a comment', 'not_base64', at40('# a comment\n')],
  ['base64 without its padding', 'not_base64', padded.slice(0, -1)],
  ['base64 with padding of one too many', 'not_base64', `${padded}=`],
  ['base64 whose unused bits are set', 'not_base64', unusedBits],
  ['base64url', 'not_base64', good.toString('base64url').replace(/^(.{4})/, '$1-_')],
  ['base64 with a letter too many', 'not_base64', `${text}A`],
  ['base64 twice over', 'trailing_bytes', base64(Buffer.from(text))],
  ['the bytes themselves as text', 'not_base64', good.toString('latin1')],
  ['a data URL', 'not_base64', `data:application/pkcs10;base64,${text}`],
  ['percent-encoded base64', 'not_base64', `${encodeURIComponent(text)}%3D`],
  ['JSON', 'not_base64', JSON.stringify({ csr: text })],
  ['SPKAC', 'not_base64', `SPKAC=${text}`],
  ['a certificate in PEM', 'not_base64', pem('CERTIFICATE', good)],
  ['a public key in PEM', 'not_base64', pem('PUBLIC KEY', good)],
  ['a revocation list in PEM', 'not_base64', pem('X509 CRL', good)],
  ['PEM with a label in small letters', 'not_base64', pem(label.toLowerCase(), good)],
  ['PEM whose labels differ', 'not_base64', pem(label, good, 'NEW CERTIFICATE REQUEST')],
  ['PEM without its end', 'not_base64', pem(label, good).replace(/-----END.*/, '')],
  ['PEM without its beginning', 'not_base64', pem(label, good).replace(/-----BEGIN.*/, '')],
  ['PEM with four hyphens', 'not_base64', pem(label, good).replaceAll('-----', '----')],
  ['PEM twice', 'not_base64', `${pem(label, good)}\n${pem(label, good)}`],
  ['PEM after a description', 'not_base64', `Certificate Request:\n    Data:\n${pem(label, good)}`],
  ['PEM before a signature line', 'not_base64', `${pem(label, good)}\n-- \nsent from a phone`],
  ['PEM with headers', 'not_base64', pem(label, `Proc-Type: 4,ENCRYPTED\n\n${text}`)],
  [
    'PEM after parameters of a curve',
    'not_base64',
    `${pem('EC PARAMETERS', 'BggqhkjOPQMBBw==')}\n${pem(label, good)}`,
  ],
  ['PEM around nothing', 'not_der', pem(label, '')],
  ['a private key', 'private_key', privateKey],
  ['a private key after the request', 'private_key', `${pem(label, good)}\n${privateKey}`],
  ['a private key of the old form', 'private_key', pem('EC PRIVATE KEY', good)],
  ['an encrypted private key', 'private_key', pem('ENCRYPTED PRIVATE KEY', good)],
  ['8 KiB and a byte', 'too_large', requestOfSize(8 * 1024 + 1)],
  ['a request of 9 KiB', 'too_large', requestOfSize(9 * 1024)],
  ['a name of 9 KiB', 'too_large', ofName(utf8('x'.repeat(9000)))],
  ['100 kB of text', 'too_large', 'A'.repeat(100_000)],
  ['12 KiB of white space inside', 'too_large', at40('\n'.repeat(12 * 1024))],
]
