import { SigningRefusal } from './refusal'

/** An HMAC in hex. @param bytes its length @param letters which case the dialect takes @throws SigningRefusal */
export function readHexSignature(text: string, bytes: number, letters: 'lower' | 'any' = 'any'): Buffer {
  const form = letters === 'lower' ? /^[0-9a-f]*$/ : /^[0-9a-fA-F]*$/
  if (text.length !== 2 * bytes || !form.test(text)) throw new SigningRefusal('signature_malformed')
  return Buffer.from(text, 'hex')
}

/**
 * A signature in base64 with its padding (RFC 4648 4), in its one form: the bits left over must be zero (3.5).
 * @param bytes its length
 * @throws SigningRefusal
 */
export function readBase64Signature(text: string, bytes: number): Buffer {
  const decoded = decodeBase64(text)
  if (decoded?.length !== bytes) throw new SigningRefusal('signature_malformed')
  return decoded
}

/** Null unless the text is the one base64 form of some bytes. */
export function decodeBase64(text: string): Buffer | null {
  const decoded = Buffer.from(text, 'base64')
  return decoded.toString('base64') === text ? decoded : null
}

const ed25519Base64Length = 88

/**
 * The signature of a dialect that takes two kinds of key. Their texts differ in length, so none is both; which one
 * the key is of is held against it later.
 * @throws SigningRefusal
 */
export function readEitherSignature(text: string): {
  algorithm: 'hmac-sha256' | 'ed25519'
  signature: Buffer
} {
  if (text.length === ed25519Base64Length)
    return { algorithm: 'ed25519', signature: readBase64Signature(text, 64) }
  return { algorithm: 'hmac-sha256', signature: readHexSignature(text, 32) }
}
