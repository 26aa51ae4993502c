import { type AuthHeaders, authHeaders, tellDialect } from './auth-headers'
import { readBasic } from './basic'
import { readBinance } from './binance'
import { readBybit } from './bybit'
import { checkTarget } from './check-target'
import type { Dialect } from './dialects'
import { readGate } from './gate'
import { readMexc } from './mexc'
import { readOkx } from './okx'
import { SigningRefusal } from './refusal'
import type { Credentials, ReadRequest, RequestFacts } from './request'
import { readSession } from './session'
import { readSignet } from './signet'

const readers: Record<Dialect, (facts: RequestFacts, headers: AuthHeaders) => Credentials> = {
  signet: readSignet,
  binance: readBinance,
  okx: readOkx,
  bybit: readBybit,
  mexc: readMexc,
  gate: readGate,
  basic: (_, headers) => readBasic(headers),
  session: (_, headers) => readSession(headers),
}

/** Reads who a request claims to be from, in the one dialect it speaks. Believes nothing: see `verifySignature`. */
export function readRequest(facts: RequestFacts): ReadRequest {
  let dialect: Dialect | null = null
  try {
    checkTarget(facts)
    const headers = authHeaders(facts.headers)
    dialect = tellDialect(headers)
    return { ok: true, credentials: readers[dialect](facts, headers) }
  } catch (error) {
    if (!(error instanceof SigningRefusal)) throw error
    return { ok: false, reason: error.reason, where: error.where, dialect }
  }
}
