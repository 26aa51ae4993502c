import type { Bytes } from './bytes'
import { csrRefused } from './csr-rules'

const maxDerBytes = 8 * 1024
/** Base64 of the longest request, with line ends and PEM's header. */
const maxTextLength = 12 * 1024

const pem = /^-----BEGIN ([A-Z0-9 ]+)-----\s([\s\S]*?)-----END \1-----$/
const requestLabels = ['CERTIFICATE REQUEST', 'NEW CERTIFICATE REQUEST']

/**
 * The bytes of a request sent as PEM (RFC 7468) or bare base64.
 * @throws AppError `csr_refused` with rule `empty`, `too_large`, `private_key`, `not_base64`
 */
export function csrBytes(text: string): Bytes {
  const trimmed = text.trim()
  if (trimmed === '') throw csrRefused('empty')
  if (trimmed.length > maxTextLength) throw csrRefused('too_large')
  if (trimmed.includes('PRIVATE KEY-----')) throw csrRefused('private_key')
  const armoured = pem.exec(trimmed)
  if (trimmed.includes('-----') && !requestLabels.includes(armoured?.[1] ?? ''))
    throw csrRefused('not_base64')
  const base64 = (armoured?.[2] ?? trimmed).replace(/[\r\n\t ]/g, '')
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'))
  // Node's decoder skips what it doesn't know; only the text that it would write itself is base64.
  if (Buffer.from(bytes).toString('base64') !== base64) throw csrRefused('not_base64')
  if (bytes.length > maxDerBytes) throw csrRefused('too_large')
  return bytes
}
