/** Signs a text with SHA-256: ECDSA or RSA, as the key is. @returns base64url */
export async function signText(privateKey: CryptoKey, text: string): Promise<string> {
  const { name } = privateKey.algorithm
  const algorithm = name === 'ECDSA' ? { name, hash: 'SHA-256' } : { name }
  const signature = await crypto.subtle.sign(algorithm, privateKey, new TextEncoder().encode(text))
  return btoa(String.fromCharCode(...new Uint8Array(signature)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
