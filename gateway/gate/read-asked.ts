import { readRequest } from '@/lib/signing/read-request'
import type { ReadRequest, RequestFacts } from '@/lib/signing/request'
import { isPlausible } from './lookups'

/** A request of which the body may still be on its way. */
export type ToBeRead = {
  facts: RequestFacts
  /** Reads the body, once that is worth it; `facts` has none then. Left out where `facts` holds all that can be seen. */
  readBody?: () => Promise<Uint8Array>
}

/**
 * Reads a request, and its body only when nothing that came before it refuses it: until then it costs its sender a
 * line and us nothing. What can't be read without its body can't be read with it either.
 * @param addressExceeded whether it is refused for its address alone
 */
export async function readAsked(
  { facts, readBody }: ToBeRead,
  addressExceeded: boolean,
): Promise<ReadRequest> {
  const request = readRequest(facts)
  if (!readBody || addressExceeded || !request.ok || !isPlausible(request.credentials)) return request
  return readRequest({ ...facts, body: await readBody() })
}
