import { base64Of } from '@/lib/pki/bytes'
import { toPem } from '@/lib/pki/pem'

/** An Ed25519 pair that this page made: SubjectPublicKeyInfo in base64, and PKCS#8 in PEM. */
export type KeyPair = { publicKey: string; privateKeyPem: string }

/**
 * Makes an Ed25519 pair. Its private key is in this page's memory and nowhere else.
 * @returns null where the browser can't
 */
export async function makeKeyPair(): Promise<KeyPair | null> {
  try {
    const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])
    const { publicKey, privateKey } = pair as CryptoKeyPair
    const spki = new Uint8Array(await crypto.subtle.exportKey('spki', publicKey))
    const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', privateKey))
    const privateKeyPem = toPem('PRIVATE KEY', pkcs8)
    pkcs8.fill(0)
    return { publicKey: base64Of(spki), privateKeyPem }
  } catch {
    return null
  }
}
