import type { DateWindow } from '@/lib/keys/date-window'
import type { Network } from '@/lib/net/parse-network'
import type { Dialect } from '@/lib/signing/dialects'
import type { VerifyingKey } from '@/lib/signing/verify-signature'

/** What proves that somebody has a key: of a signing key what its signatures are verified with, else a keyed hash. */
export type KeyProof = VerifyingKey | { kind: 'hashed'; hash: Uint8Array }

/**
 * All that a decision needs to know of a key, as a plain value: from a cache, from the database, or a literal.
 * An account login without a key has one too, without access key and proof and with what the policy gives it.
 */
export type KeyRecord = DateWindow & {
  /** Null of an account login without a key. */
  id: string | null
  accessKey: string | null
  customerId: string
  /** What services know the customer by; says nothing about who it is. */
  accountId: string
  customerSuspended: boolean
  dialect: Dialect
  proof: KeyProof | null
  /** When that was made; null without one. */
  secretMadeAt: Date | null
  /** What a rotation replaced. It goes on being good until that instant, exclusive. */
  previous: { proof: KeyProof; madeAt: Date; validBefore: Date } | null
  /** Null when the key has none, or its dialect sends none. */
  passphraseHash: Uint8Array | null
  on: boolean
  permissions: readonly string[]
  /** Null lets every address in; an empty list lets none in. */
  allowlist: readonly Network[] | null
  environment: string
  /** The trading accounts it may act for; null is all of its customer's, which the asking service knows. */
  accounts: readonly string[] | null
  /** Whether every request needs a live certificate of the customer. A session needs its own in any case. */
  certificateNeeded: boolean
}

/** An API login, found by its token. */
export type SessionRecord = {
  id: string
  /** Of the key that it was opened with, null without one. */
  keyId: string | null
  customerId: string
  /** SHA-256 of the certificate that it was opened with, in hex. */
  thumbprint: string
  /** Why it was ended; null while it lives. */
  endedReason: string | null
  /** The earlier of its absolute and its idle limit, exclusive. */
  validBefore: Date
}

/** The certificate that the connection was opened with: of our own CA, its private key proved by TLS. */
export type PresentedCertificate = {
  customerId: string
  thumbprint: string
  notBefore: Date
  notAfter: Date
  revoked: boolean
}
