import { type Bytes, hexOf } from '@/lib/pki/bytes'
import { type StoredKey, saveKey } from './key-store'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const

/** A new key pair of this page, and the copy of it that stays in the browser. */
export type NewKey = {
  /** Can still be exported: only in this page's memory, and only while it is open. */
  exportable: CryptoKey
  stored: StoredKey
}

/**
 * Makes a key pair and keeps its copy, which can't be exported, in this browser before anything leaves the page: a
 * tab closed at the wrong moment must not lose the key of a certificate that was issued.
 * @throws DOMException when the browser can't keep it
 */
export async function makeKey(accountId: string): Promise<NewKey> {
  const { publicKey, privateKey: exportable } = await crypto.subtle.generateKey(algorithm, true, [
    'sign',
    'verify',
  ])
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', exportable)
  const privateKey = await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign'])
  new Uint8Array(pkcs8).fill(0)
  const publicKeySha256 = await publicKeyDigest(await publicKeyDer(publicKey))
  const nothingYet = { serialNumber: null, certificateId: null }
  const stored = { accountId, publicKeySha256, ...nothingYet, privateKey, publicKey, createdAt: new Date() }
  await saveKey(stored)
  return { exportable, stored }
}

/** SubjectPublicKeyInfo in DER. */
export async function publicKeyDer(publicKey: CryptoKey): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.exportKey('spki', publicKey))
}

async function publicKeyDigest(spki: Bytes): Promise<string> {
  return hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', spki)))
}
