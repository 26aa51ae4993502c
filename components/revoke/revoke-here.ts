import { readKeyFile } from '@/browser/read-key-file'
import { signText } from '@/browser/sign-text'
import { callAction } from '@/components/certificates/call-action'
import type { OpenedKey } from '@/lib/pki/open-key-file'
import { signedText } from '@/lib/pki/signed-text'
import type { RevokeActions, ShownRevocation } from './revoke-types'

/** A key that this browser holds, or a file and its password. */
export type KeySource = OpenedKey | { file: File; password: string }

type Outcome =
  | { ok: true; revoked: ShownRevocation }
  /** `message` is empty where the file could not be opened. */
  | { ok: false; message: string }

/** Signs with a key of this browser or of a file, and revokes its certificate. Only the signature is sent. */
export async function revokeHere(source: KeySource, { open, revoke }: RevokeActions): Promise<Outcome> {
  const key = 'file' in source ? await readKeyFile(source.file, source.password) : source
  if (!key) return { ok: false, message: '' }
  const { serialNumber, privateKey } = key
  const opened = await callAction(open, { serialNumber })
  if (!opened.ok) return opened
  const { nonce, expiresAt, digest } = opened.data
  // Written here, not taken from the answer: the key signs nothing but a revocation, for this very site.
  const parts = {
    purpose: 'certificate-revoke',
    origin: location.origin,
    serialNumber,
    nonce,
    expiresAt,
    digest,
  }
  const signature = await signText(privateKey, signedText(parts))
  const answer = await callAction(revoke, { serialNumber, nonce, expiresAt, signature, confirmed: 'yes' })
  return answer.ok ? { ok: true, revoked: answer.data } : answer
}
