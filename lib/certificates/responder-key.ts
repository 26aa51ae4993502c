import 'server-only'
import { createPrivateKey, type KeyObject } from 'node:crypto'
import { seal, unseal } from '@/lib/vault/seal'

/** What a sealed responder's key belongs to: it can't be moved to another row. */
const context = (responderId: string) => `ocsp-responder:${responderId}`

/** Seals a responder's private key for its row. */
export function sealResponderKey(responderId: string, key: KeyObject): Buffer<ArrayBuffer> {
  return seal(key.export({ type: 'pkcs8', format: 'der' }).toString('base64'), context(responderId))
}

/** @throws Error when it was altered or belongs to another row */
export function openResponderKey(responderId: string, sealed: Uint8Array): KeyObject {
  const key = Buffer.from(unseal(sealed, context(responderId)), 'base64')
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' })
}
