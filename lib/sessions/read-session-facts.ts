import 'server-only'
import { addSeconds, clock } from '@/lib/clock'
import { databasePool } from '@/lib/db/client'
import { endedToldSeconds, idleSeconds } from './session-times'
import { sessionTokenHash } from './session-token'

/** What there is to know of an API login when a request with its token is decided. */
export type SessionFacts = {
  id: string
  /** Null when it was opened with ID and password. */
  keyId: string | null
  customerId: string
  accountId: string
  customerSuspended: boolean
  /** In lower-case hex. */
  thumbprint: string
  endedReason: string | null
  /** The earlier of its absolute and its idle limit, exclusive. */
  validBefore: Date
  /** From then on it has to be read anew: it may have been used since, or is not told of any more. */
  knownBefore: Date
}

type Row = Omit<SessionFacts, 'validBefore' | 'knownBefore'> & {
  expiresAt: Date
  lastUsedAt: Date
  endedAt: Date | null
}

/**
 * An API login by its token, as it stands in the database now; one that has ended too, for as long as that is told.
 * One statement, prepared once for each connection.
 * @returns null for a token that is none
 */
export async function readSessionFacts(token: string): Promise<SessionFacts | null> {
  const { rows } = await databasePool().query<Row>({
    name: 'session-facts',
    text: `SELECT session.id, session.api_key_id AS "keyId", session.customer_id AS "customerId",
        customer.account_id AS "accountId", customer.suspended_at IS NOT NULL AS "customerSuspended",
        encode(session.thumbprint, 'hex') AS thumbprint, session.ended_reason AS "endedReason",
        session.ended_at AS "endedAt", session.expires_at AS "expiresAt", session.last_used_at AS "lastUsedAt"
      FROM api_session session JOIN customer ON customer.id = session.customer_id
      WHERE session.token_hash = $1 AND (session.ended_at IS NULL OR session.ended_at > $2)`,
    values: [sessionTokenHash(token), addSeconds(clock.now(), -endedToldSeconds)],
  })
  const [row] = rows
  if (!row) return null
  const { expiresAt, lastUsedAt, endedAt, ...facts } = row
  const idleEnd = addSeconds(lastUsedAt, idleSeconds()).getTime()
  const validBefore = new Date(Math.min(expiresAt.getTime(), idleEnd))
  return { ...facts, validBefore, knownBefore: endedAt ? addSeconds(endedAt, endedToldSeconds) : validBefore }
}
