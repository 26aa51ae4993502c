import { type Bytes, bytesOfBase64 } from './bytes'

/** A block of PEM (RFC 7468): what its first line says it is, and the DER in it. */
export type PemBlock = { label: string; der: Bytes }

const block = /-----BEGIN ([A-Z0-9 ]+)-----\s([\s\S]*?)-----END \1-----/g

/** Every block of a text, in order; what stands between them is commentary. One that is not base64 is left out. */
export function readPem(text: string): PemBlock[] {
  return [...text.matchAll(block)].flatMap(([, label = '', body = '']) => {
    try {
      return [{ label, der: bytesOfBase64(body.replace(/\s+/g, '')) }]
    } catch {
      return []
    }
  })
}
