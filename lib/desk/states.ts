import type { CertificateState } from '@/lib/certificates/certificate-view'
import { type KeyState, statusOf } from '@/lib/keys/status-of'

/** What a key is, for those who see deleted ones too. */
export type DeskKeyState = KeyState | 'deleted'
/** What a certificate is, for those who see applications that came to nothing too. */
export type DeskCertificateState = CertificateState | 'void'

export function deskKeyState(
  key: Parameters<typeof statusOf>[0] & { deletedAt: Date | null },
  now: Date,
): DeskKeyState {
  return key.deletedAt ? 'deleted' : statusOf(key, now)
}
