/**
 * A SHA-256 fingerprint as people compare it: upper-case pairs with colons, as `openssl x509 -fingerprint`
 * and the certificate viewers of browsers print it.
 */
export function displayFingerprint(sha256: Uint8Array): string {
  return Array.from(sha256, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(':')
}

/** The first 8 digits of a public key's SHA-256, short enough to compare between a screen and a message. */
export function shortFingerprint(sha256: Uint8Array): string {
  const hex = displayFingerprint(sha256).replaceAll(':', '')
  return `${hex.slice(0, 4)} ${hex.slice(4, 8)}`
}
