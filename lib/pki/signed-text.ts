export type SignedTextParts = {
  purpose: string
  /** The portal's own origin: a signature made on a look-alike site is for that site's origin. */
  origin: string
  /** The signing certificate's serial number, lower-case hex. */
  serialNumber: string
  /** The server's nonce, base64url. */
  nonce: string
  /** ISO 8601 instant after which the signature counts for nothing. */
  expiresAt: string
  /** SHA-256 of the canonical request, base64url. */
  digest: string
}

/**
 * The text that a browser signs to confirm an act, and that the server checks. One line each, so that no part
 * can run into the next; never a bare nonce, so that a signature for one purpose is worthless for another.
 * @throws TypeError when a part holds a line break
 */
export function signedText(parts: SignedTextParts): string {
  const lines = [
    `signet:${parts.purpose}:v1`,
    parts.origin,
    parts.serialNumber,
    parts.nonce,
    parts.expiresAt,
    parts.digest,
  ]
  if (lines.some((line) => /[\r\n]/.test(line)))
    throw new TypeError('a part of a signed text has a line break')
  return lines.join('\n')
}
