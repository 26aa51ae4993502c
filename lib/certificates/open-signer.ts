import 'server-only'
import type { SignatureKind } from '@/lib/pki/certificate-parts'
import { fileSigner } from './file-signer'
import type { Signer } from './signer'

/**
 * The signer for a CA's key, wherever it is.
 * @param location as in `CertificateAuthority.keyLocation`
 * @throws Error for a place that nothing here can sign with
 */
export function openSigner(location: string, kind: SignatureKind): Signer {
  if (location.startsWith('file:')) return fileSigner(location.slice('file:'.length), kind)
  throw new Error('the key of this CA is in a place that this version knows nothing of')
}
