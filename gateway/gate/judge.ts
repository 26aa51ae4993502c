import { clock } from '@/lib/clock'
import { env } from '@/lib/env'
import { isAccessKey } from '@/lib/keys/credentials'
import { policy } from '@/lib/policies/policy'
import { readRequest } from '@/lib/signing/read-request'
import type { ReadRequest, RequestFacts } from '@/lib/signing/request'
import { keyedHash } from '@/lib/vault/keyed-hash'
import { type Decision, decide } from '@/lib/verify/decide'
import type { KeyRecord, SessionRecord } from '@/lib/verify/key-record'
import type { VerifyInput } from '@/lib/verify/verify-input'
import { noteDecision } from '../metrics'
import { addressIsOver, countAllowed, countFailure, nothingCounted } from './counting'
import { findCertificate, findKey, findSession } from './lookups'
import { UnavailableError } from './unavailable-error'

/** A request that somebody wants to have decided, whichever way it came here. */
export type Asked = {
  facts: RequestFacts
  /** The client's, normalised; '' when it can't be told. */
  address: string
  /** DER of the certificate whose private key the client proved to have by TLS. */
  certificate: Uint8Array | null
  /** What the request needs; null for none in particular. */
  permission: string | null
  /** Whether it takes a live certificate of the customer whatever the policy asks of other requests, as a login does. */
  certificateNeeded?: boolean
  requestId: string
}

export type Verdict = {
  asked: Asked
  request: ReadRequest
  decision: Decision
  record: KeyRecord | null
  session: SessionRecord | null
  at: Date
}

const listeners: ((verdict: Verdict) => void)[] = []

/** Calls `listener` with each verdict, at once and in turn: it must neither wait nor throw. */
export function onVerdict(listener: (verdict: Verdict) => void): void {
  listeners.push(listener)
}

/**
 * Decides about a request by what is known of its key now.
 * @throws UnavailableError when what it takes can't be looked up: the request must be refused
 */
export async function judge(asked: Asked): Promise<Verdict> {
  const began = performance.now()
  const request = readRequest(asked.facts)
  const addressExceeded = addressIsOver(asked.address, clock.now())
  const [{ record: found, session }, certificate] = addressExceeded
    ? [nobody, null]
    : await lookUp(request, asked)
  const record = found && asked.certificateNeeded ? { ...found, certificateNeeded: true } : found
  const at = clock.now()
  const input: VerifyInput = {
    ...{ request, record, session, certificate, now: at },
    clientAddress: asked.address,
    wanted: { permission: asked.permission, account: null },
    deployment: { environment: env().SIGNET_ENVIRONMENT, dialects: [...policy().dialects, 'session'] },
    hashOf: keyedHash,
    counted: { ...nothingCounted, addressExceeded },
  }
  const decision = await withCounts(input, asked)
  noteDecision(decision, (performance.now() - began) / 1000)
  const verdict = { asked, request, decision, record, session, at }
  for (const listener of listeners) listener(verdict)
  return verdict
}

/** A request is marked as seen, and counted, once it is allowed; what that finds out decides again. */
async function withCounts(input: VerifyInput, { facts, address }: Asked): Promise<Decision> {
  const { request, now } = input
  const decision = decide(input)
  countFailure(address, decision, now)
  if (decision.decision === 'deny' || !request.ok) return decision
  const counted = await countAllowed(request.credentials, facts.method, decision, now)
  return counted.replayed || counted.keyExceeded ? decide({ ...input, counted }) : decision
}

type Found = { record: KeyRecord | null; session: SessionRecord | null }
const nobody: Found = { record: null, session: null }

async function lookUp(request: ReadRequest, { certificate }: Asked) {
  try {
    return await Promise.all([find(request), certificate && findCertificate(certificate)])
  } catch (error) {
    throw new UnavailableError(error)
  }
}

async function find(request: ReadRequest): Promise<Found> {
  if (!request.ok) return nobody
  const { credentials } = request
  if (credentials.scheme === 'session') return (await findSession(credentials.token)) ?? nobody
  const { accessKey } = credentials
  // What was mistyped or made up costs no look-up.
  return { record: isAccessKey(accessKey) ? await findKey({ accessKey }) : null, session: null }
}
