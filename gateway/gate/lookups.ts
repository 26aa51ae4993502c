import { createHash } from 'node:crypto'
import { readShownCertificate } from '@/lib/certificates/read-shown-certificate'
import { env } from '@/lib/env'
import { readKeyFacts } from '@/lib/keys/read-key-facts'
import { policy } from '@/lib/policies/policy'
import { readSessionFacts, type SessionFacts } from '@/lib/sessions/read-session-facts'
import type { KeyRecord, PresentedCertificate, SessionRecord } from '@/lib/verify/key-record'

/** A key that was not deleted; null when there is none. */
export async function findKey(by: { accessKey: string } | { id: string }): Promise<KeyRecord | null> {
  const facts = await readKeyFacts(by)
  // Until there are trading accounts, a key is good for all of its customer's.
  return facts && { ...facts, accounts: null, certificateNeeded: certificateNeeded() }
}

/** An API login and what it may: its key's, or without one what the policy gives an account. */
export async function findSession(
  token: string,
): Promise<{ session: SessionRecord; record: KeyRecord | null } | null> {
  const session = await readSessionFacts(token)
  if (!session) return null
  const record = session.keyId === null ? accountLogin(session) : await findKey({ id: session.keyId })
  return { session, record }
}

/** A certificate of a customer of ours. Null for any other: it says nothing about who sent the request. */
export async function findCertificate(der: Uint8Array): Promise<PresentedCertificate | null> {
  const shown = await readShownCertificate(der)
  if (!shown) return null
  const { customerId, notBefore, notAfter, state } = shown
  const thumbprint = createHash('sha256').update(der).digest('hex')
  return { customerId, thumbprint, notBefore, notAfter, revoked: state === 'revoked' }
}

function accountLogin({ customerId, accountId, customerSuspended }: SessionFacts): KeyRecord {
  return {
    ...{ customerId, accountId, customerSuspended },
    ...{ id: null, accessKey: null, dialect: 'session', proof: null, previous: null, passphraseHash: null },
    ...{ on: true, validFrom: null, validBefore: null, allowlist: null, accounts: null },
    environment: env().SIGNET_ENVIRONMENT,
    permissions: policy().accountPermissions,
    certificateNeeded: certificateNeeded(),
  }
}

function certificateNeeded(): boolean {
  return policy().certificateFor.includes('everyRequest')
}
