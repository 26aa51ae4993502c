/** What the database and WebCrypto both take: bytes over a plain buffer, never a shared one. */
export type Bytes = Uint8Array<ArrayBuffer>

/** Lower-case hex without separators. */
export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Standard base64 (RFC 4648 section 4), usable in the browser as well. */
export function base64Of(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}

/** Decodes standard base64 of our own making. @throws DOMException when it is not base64 */
export function bytesOfBase64(text: string): Bytes {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}
