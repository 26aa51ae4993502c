import { clock } from '@/lib/clock'
import { readRequest } from '@/lib/signing/read-request'
import type { ReadRequest, RequestFacts } from '@/lib/signing/request'
import { addressIsOver } from './counting'
import { isPlausible } from './lookups'

/** A request of which the body may still be on its way. */
export type ToBeRead = {
  facts: RequestFacts
  /** Reads the body, once that is worth it; `facts` has none then. Left out where `facts` holds all that can be seen. */
  readBody?: () => Promise<Uint8Array>
  /** The client's, normalised; '' when it can't be told. */
  address: string
}

export type WhatWasRead = {
  request: ReadRequest
  /** Whether it is refused for its address alone. */
  addressExceeded: boolean
  /** When there was nothing more to wait for, by `performance.now()`. */
  completeAt: number
}

/**
 * Reads a request, and its body only when nothing that came before it refuses it: until then it costs its sender a
 * line and us nothing. What can't be read without its body can't be read with it either.
 * @throws what `readBody` throws
 */
export async function readAsked({ facts, readBody, address }: ToBeRead): Promise<WhatWasRead> {
  const head = readNow(facts, address)
  const { request, addressExceeded } = head
  if (!readBody || addressExceeded || !request.ok || !isPlausible(request.credentials)) return head
  const body = await readBody()
  // Anew, address and all: it may have failed too often while its body was on its way.
  return readNow({ ...facts, body }, address)
}

function readNow(facts: RequestFacts, address: string): WhatWasRead {
  const completeAt = performance.now()
  const addressExceeded = addressIsOver(address, clock.now())
  return { request: readRequest(facts), addressExceeded, completeAt }
}
