import 'server-only'
import { transaction } from '@/lib/db/transaction'
import { type NewSession, type OpenedSession, openSession } from './open-session'

/**
 * Opens an API session for a key whose holder has signed the login, over a connection with a certificate of the same
 * customer: both were judged by whoever calls.
 * @throws AppError `changed_meanwhile` when key, certificate or customer have ended since
 */
export function logInWithKey(session: NewSession & { key: object }): Promise<OpenedSession> {
  return transaction((tx) => openSession(tx, session))
}
