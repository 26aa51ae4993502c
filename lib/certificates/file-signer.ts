import 'server-only'
import type { KeyObject } from 'node:crypto'
import type { SignatureKind } from '@/lib/pki/certificate-parts'
import { readKeyFile } from './key-file'
import { keySigner } from './key-signer'
import type { Signer } from './signer'

const opened = new Map<string, Promise<KeyObject>>()

/** A signer whose key is in an encrypted file, opened once a process. */
export function fileSigner(keyFile: string, kind: SignatureKind): Signer {
  return { sign: async (toBeSigned) => keySigner(await openKey(keyFile), kind).sign(toBeSigned) }
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
