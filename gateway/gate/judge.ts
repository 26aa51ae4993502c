import { clock } from '@/lib/clock'
import { env } from '@/lib/env'
import { policy } from '@/lib/policies/policy'
import type { ReadRequest } from '@/lib/signing/request'
import { keyedHash } from '@/lib/vault/keyed-hash'
import { type Decision, decide } from '@/lib/verify/decide'
import type { KeyRecord, SessionRecord } from '@/lib/verify/key-record'
import type { VerifyInput } from '@/lib/verify/verify-input'
import { leaseTerm } from '../memory/process-lease'
import { noteDecision } from '../metrics'
import { countAllowed, countFailure, nothingCounted } from './counting'
import { findCertificate, findKey, findSession } from './lookups'
import { readAsked, type ToBeRead } from './read-asked'
import { UnavailableError } from './unavailable-error'

/** A request that somebody wants to have decided, whichever way it came here. */
export type Asked = ToBeRead & {
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

const listeners = new Set<(verdict: Verdict) => void>()

/**
 * Calls `listener` with each verdict, at once and in turn: it must neither wait nor throw.
 * @returns what ends that
 */
export function onVerdict(listener: (verdict: Verdict) => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/**
 * Decides about a request by what is known of its key now.
 * @throws UnavailableError when what it takes can't be looked up: the request must be refused; what `readBody` throws
 */
export async function judge(asked: Asked): Promise<Verdict> {
  const { request, addressExceeded, completeAt } = await readAsked(asked)
  const term = leaseTerm()
  let known = addressExceeded ? nothing : await lookUp(request, asked)
  const at = clock.now()
  // Written out: spreading objects into others takes longer here than reading the request.
  const input: VerifyInput = {
    request,
    record: known.record,
    session: known.session,
    certificate: known.certificate,
    now: at,
    clientAddress: asked.address,
    wanted: { permission: asked.permission, account: null },
    deployment: deployment(),
    hashOf: keyedHash,
    counted: { ...nothingCounted, addressExceeded },
  }
  let decision = await withCounts(input, asked)
  // Until now the lease may have been lost, and with it all that was remembered.
  if (decision.decision === 'allow' && term !== leaseTerm()) {
    known = await lookUp(request, asked)
    decision = decide({ ...input, ...known })
  }
  noteDecision(decision, (performance.now() - completeAt) / 1000)
  const { record, session } = known
  const verdict = { asked, request, decision, record, session, at }
  for (const listener of listeners) listener(verdict)
  return verdict
}

let made: VerifyInput['deployment'] | undefined

function deployment(): VerifyInput['deployment'] {
  made ??= { environment: env().SIGNET_ENVIRONMENT, dialects: [...policy().dialects, 'session'] }
  return made
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

type Found = Pick<VerifyInput, 'record' | 'session'>
type Known = Found & Pick<VerifyInput, 'certificate'>
const nobody: Found = { record: null, session: null }
const nothing: Known = { ...nobody, certificate: null }

async function lookUp(request: ReadRequest, asked: Asked): Promise<Known> {
  const { certificate: der, certificateNeeded } = asked
  try {
    const { record, session } = await find(request)
    const certificate = der && (await findCertificate(der))
    return {
      record: record && certificateNeeded ? { ...record, certificateNeeded } : record,
      session,
      certificate,
    }
  } catch (error) {
    throw new UnavailableError(error)
  }
}

async function find(request: ReadRequest): Promise<Found> {
  if (!request.ok) return nobody
  const { credentials } = request
  if (credentials.scheme === 'session') return (await findSession(credentials.token)) ?? nobody
  return { record: await findKey({ accessKey: credentials.accessKey }), session: null }
}
