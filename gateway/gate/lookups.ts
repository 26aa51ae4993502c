import { createHash } from 'node:crypto'
import { readShownCertificate } from '@/lib/certificates/read-shown-certificate'
import { clock } from '@/lib/clock'
import { env } from '@/lib/env'
import { isAccessKey } from '@/lib/keys/credentials'
import { policy } from '@/lib/policies/policy'
import { readSessionFacts, type SessionFacts } from '@/lib/sessions/read-session-facts'
import { isSessionToken, sessionTokenHash } from '@/lib/sessions/session-token'
import type { Credentials } from '@/lib/signing/request'
import type { KeyRecord, PresentedCertificate, SessionRecord } from '@/lib/verify/key-record'
import { compactRecord } from '../memory/compact-record'
import { Memory } from '../memory/memory'
import { freshness, noSuchKey } from '../memory/process-lease'
import { readKey } from './read-keys'

const most = () => env().GATEWAY_CACHE_ENTRIES
const keys = new Memory<KeyRecord>(most)
const unknownKeys = new Memory<null>(most)
const sessions = new Memory<SessionFacts>(most)
const certificates = new Memory<PresentedCertificate>(most)

/** Whether credentials may be of somebody here: their checksum says so, without a look-up. */
export function isPlausible(credentials: Credentials): boolean {
  if (credentials.scheme === 'session') return isSessionToken(credentials.token)
  return isAccessKey(credentials.accessKey)
}

/** A key that was not deleted; null when there is none. */
export async function findKey(by: { accessKey: string } | { id: string }): Promise<KeyRecord | null> {
  const name = 'id' in by ? by.id : by.accessKey
  const known = keys.get(name) ?? unknownKeys.get(name)
  if (known) return known.value
  // What was mistyped or made up costs no look-up.
  if ('accessKey' in by && !isAccessKey(by.accessKey)) return null
  const since = freshness.now
  const facts = await ('id' in by ? readKey.byId(by.id) : readKey.byAccessKey(by.accessKey))
  if (!facts) {
    // A copy: a text cut out of a request keeps all of that request in memory.
    unknownKeys.set(Buffer.from(name).toString(), { value: null, subject: noSuchKey, since })
    return null
  }
  // Until there are trading accounts, a key is good for all of its customer's.
  const value = compactRecord({ ...facts, accounts: null, certificateNeeded: certificateNeeded() })
  keys.set('id' in by ? facts.id : facts.accessKey, { value, subject: value.customerId, since })
  return value
}

/** An API login and what it may: its key's, or without one what the policy gives an account. */
export async function findSession(
  token: string,
): Promise<{ session: SessionRecord; record: KeyRecord | null } | null> {
  const session = await sessionOf(token)
  if (!session) return null
  const record = session.keyId === null ? accountLogin(session) : await findKey({ id: session.keyId })
  return { session, record }
}

async function sessionOf(token: string): Promise<SessionFacts | null> {
  // What was mistyped or made up costs no look-up.
  if (!isSessionToken(token)) return null
  // Not the token itself: it would open the session to whoever reads the memory.
  const name = sessionTokenHash(token).toString('base64url')
  const known = sessions.get(name)?.value
  // Its idle limit moves with each use, at whichever gateway, and no change is announced for that.
  if (known && clock.now() < known.knownBefore) return known
  const since = freshness.now
  const value = await readSessionFacts(token)
  if (value) sessions.set(name, { value, subject: value.customerId, since })
  return value
}

/** A certificate of a customer of ours. Null for any other: it says nothing about who sent the request. */
export async function findCertificate(der: Uint8Array): Promise<PresentedCertificate | null> {
  const thumbprint = createHash('sha256').update(der).digest('hex')
  const known = certificates.get(thumbprint)
  if (known) return known.value
  const since = freshness.now
  const shown = await readShownCertificate(der)
  if (!shown) return null
  const { customerId, notBefore, notAfter, state } = shown
  const value = { customerId, thumbprint, notBefore, notAfter, revoked: state === 'revoked' }
  certificates.set(thumbprint, { value, subject: customerId, since })
  return value
}

function accountLogin({ customerId, accountId, customerSuspended }: SessionFacts): KeyRecord {
  return {
    ...{ customerId, accountId, customerSuspended },
    ...{
      id: null,
      accessKey: null,
      dialect: 'session',
      proof: null,
      secretMadeAt: null,
      previous: null,
      passphraseHash: null,
    },
    ...{ on: true, validFrom: null, validBefore: null, allowlist: null, accounts: null },
    environment: env().SIGNET_ENVIRONMENT,
    permissions: policy().accountPermissions,
    certificateNeeded: certificateNeeded(),
  }
}

function certificateNeeded(): boolean {
  return policy().certificateFor.includes('everyRequest')
}
