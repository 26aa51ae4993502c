import 'server-only'
import { certificateSignIn } from '@/lib/identity/certificate-sign-in'
import { type NewSession, type OpenedSession, openSession } from './open-session'
import type { PasswordLoginInput } from './schema'

/**
 * Opens an API session with ID and password, over a connection with a live certificate of that customer; it may do
 * what the policy gives to logins without a key.
 * @throws AppError what `certificateSignIn` refuses; `changed_meanwhile` when the certificate has ended since
 */
export function logInWithPassword(
  session: Omit<NewSession, 'key'>,
  { id, password }: PasswordLoginInput,
): Promise<OpenedSession> {
  const { customerId, thumbprint, requestId, address, userAgent } = session
  return certificateSignIn(
    { kind: 'anonymous', requestId, address, userAgent },
    { nationalId: id, password },
    { thumbprint, customerId },
    (tx) => openSession(tx, { ...session, key: null }),
  )
}
