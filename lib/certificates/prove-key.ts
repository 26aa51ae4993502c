import 'server-only'
import { createPublicKey, randomBytes, verify } from 'node:crypto'
import type { Issuer } from '@/lib/pki/issuer'
import type { Signer } from './signer'

const hashes = { 'ecdsa-sha256': 'sha256', 'ecdsa-sha384': 'sha384' }

/** Whether a signer has the private key of a CA's certificate: it signs a text that could be no certificate. @throws what the signer throws */
export async function provesKey({ publicKeyDer, signature }: Issuer, signer: Signer): Promise<boolean> {
  const text = Buffer.concat([Buffer.from('signet:ca-key-trial:v1\n'), randomBytes(32)])
  const key = createPublicKey({ key: Buffer.from(publicKeyDer), format: 'der', type: 'spki' })
  const signed = await signer.sign(Uint8Array.from(text))
  return verify(hashes[signature], text, { key, dsaEncoding: 'der' }, signed)
}
