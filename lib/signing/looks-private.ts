/** PKCS#8 of an Ed25519 key in base64 (RFC 8410 7). */
const pkcs8OfEd25519 = 'MC4CAQAwBQYDK2VwBCIEI'

/** Whether a text is, by its looks, a private key: to be told before it is sent, and wherever it arrives. */
export function looksPrivate(text: string): boolean {
  return /PRIVATE[ -]?KEY|"d"\s*:/i.test(text) || text.replace(/\s/g, '').includes(pkcs8OfEd25519)
}
