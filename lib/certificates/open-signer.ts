import 'server-only'
import type { SignatureKind } from '@/lib/pki/certificate-parts'
import { fileSigner } from './file-signer'
import { hasKeyFile } from './key-file'
import { pkcs11Signer } from './pkcs11/pkcs11-signer'
import type { Signer } from './signer'

const fileName = (location: string) =>
  location.startsWith('file:') ? location.slice('file:'.length) : undefined

/**
 * The signer for a CA's key, wherever it is.
 * @param location as in `CertificateAuthority.keyLocation`
 * @throws Error for a place that nothing here can sign with
 */
export function openSigner(location: string, kind: SignatureKind): Signer {
  const file = fileName(location)
  if (file !== undefined) return fileSigner(file, kind)
  if (location.startsWith('pkcs11:')) return pkcs11Signer(location, kind)
  throw new Error('the key of this CA is in a place that this version knows nothing of')
}

/** Whether the key is within this host's reach; a device is asked only when it is to sign. */
export async function isKeyHere(location: string): Promise<boolean> {
  const file = fileName(location)
  return file === undefined || hasKeyFile(file)
}
