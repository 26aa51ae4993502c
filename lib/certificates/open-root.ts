import 'server-only'
import type { Tx } from '@/lib/db/client'
import { readIssuer } from '@/lib/pki/issuer'
import { subjectText } from '@/lib/pki/subject-text'
import { StartError } from '@/lib/start-error'
import type { SigningAuthority } from './issuing-authority'
import { readEncryptedKey } from './key-file'
import { keySigner } from './key-signer'
import type { OfflineKey } from './make-root'
import { openSigner } from './open-signer'
import { provesKey } from './prove-key'
import type { Signer } from './signer'

/** Where a root's key is that is not here: in a file, or in a device by its `pkcs11:` URI. */
export type RootKey = OfflineKey | string

/**
 * A root that is to sign, with its key: the one that was brought, or else the one that lies here. The key is
 * tried, so that nothing is made that does not verify.
 * @throws StartError when the key is not here, does not open, or is another's
 */
export async function openRoot(tx: Tx, rootId: string, brought: RootKey | null): Promise<SigningAuthority> {
  const { der, keyLocation } = await tx.certificateAuthority.findUniqueOrThrow({ where: { id: rootId } })
  const issuer = readIssuer(Uint8Array.from(der))
  const signer = await signerOf()
  if (!(await provesKey(issuer, signer)))
    throw new StartError(`The key is not that of the root ${subjectText(der)}.`)
  return { id: rootId, issuer, signer }

  async function signerOf(): Promise<Signer> {
    if (typeof brought === 'string') return openSigner(brought, issuer.signature)
    if (brought) {
      const key = await readEncryptedKey(brought.path, brought.passphrase, 'The passphrase')
      return keySigner(key, issuer.signature)
    }
    if (!keyLocation)
      throw new StartError(
        `The key of the root ${subjectText(der)} is not here: name its file with --root-key. For a root that is not Signet's, have the next CA made there, and bring it with npm run ca -- import.`,
      )
    return openSigner(keyLocation, issuer.signature)
  }
}
