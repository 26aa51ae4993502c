import { type KeyObject, sign } from 'node:crypto'
import { promisify } from 'node:util'
import type { SignatureKind } from '@/lib/pki/certificate-parts'
import type { Signer } from './signer'

const signAsync = promisify(sign)
const hashes = { 'ecdsa-sha256': 'sha256', 'ecdsa-sha384': 'sha384' }

/** A signer with a key in this process's memory. */
export function keySigner(key: KeyObject, kind: SignatureKind): Signer {
  return {
    async sign(toBeSigned) {
      return Uint8Array.from(await signAsync(hashes[kind], toBeSigned, { key, dsaEncoding: 'der' }))
    },
  }
}
