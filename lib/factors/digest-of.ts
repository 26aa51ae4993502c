import 'server-only'
import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { SignaturePurpose } from '@/lib/pki/signature-purposes'
import type { OtpPurpose } from './schema'

export type JsonValue = string | number | boolean | null | JsonValue[] | { [name: string]: JsonValue }

/**
 * What a proof is bound to: SHA-256 over the canonical JSON (RFC 8785) of the purpose and the values of the act.
 * @throws TypeError when the value is not JSON
 */
export function digestOf(purpose: OtpPurpose | SignaturePurpose, value: JsonValue): Buffer<ArrayBuffer> {
  const text = canonicalize({ purpose, value })
  if (text === undefined) throw new TypeError('only JSON can be digested')
  return createHash('sha256').update(text).digest() as Buffer<ArrayBuffer>
}
