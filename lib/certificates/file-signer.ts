import 'server-only'
import { type KeyObject, sign } from 'node:crypto'
import { promisify } from 'node:util'
import type { SignatureKind } from '@/lib/pki/certificate-parts'
import { readKeyFile } from './key-file'
import type { Signer } from './signer'

const signAsync = promisify(sign)
const hashes = { 'ecdsa-sha256': 'sha256', 'ecdsa-sha384': 'sha384' }
const opened = new Map<string, Promise<KeyObject>>()

/** A signer whose key is in an encrypted file, opened once a process. */
export function fileSigner(keyFile: string, kind: SignatureKind): Signer {
  return {
    async sign(toBeSigned) {
      const key = await openKey(keyFile)
      const signature = await signAsync(hashes[kind], toBeSigned, { key, dsaEncoding: 'der' })
      return Uint8Array.from(signature)
    },
  }
}

function openKey(keyFile: string): Promise<KeyObject> {
  let key = opened.get(keyFile)
  if (!key) {
    key = readKeyFile(keyFile)
    opened.set(keyFile, key)
    // What failed once may be mended: the next one tries again.
    key.catch(() => opened.delete(keyFile))
  }
  return key
}
