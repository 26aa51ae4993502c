import { generateKeyPairSync } from 'node:crypto'

/** A new Ed25519 pair: SubjectPublicKeyInfo in base64, and PKCS#8 in PEM. */
export function newKeyPair(): { publicKey: string; privateKeyPem: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  return { publicKey: publicKey.toString('base64'), privateKeyPem: privateKey }
}
