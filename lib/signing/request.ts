import type { Dialect, SigningDialect } from './dialects'
import type { RefusalReason } from './refusal'

/** A request as it came over the wire: nothing decoded, sorted or written anew. */
export type RequestFacts = {
  method: string
  /** The target up to its first `?`. */
  path: string
  /** The target after its first `?`; '' also when there is none. */
  query: string
  /** As received: those that came twice stand here twice. Values are Latin-1, as Node gives them. */
  headers: readonly (readonly [name: string, value: string])[]
  /** Empty when there is none; null when it was not seen, as behind a proxy that asks without it. */
  body: Uint8Array | null
}

/** What a signed request claims, and the bytes that its signature must cover. */
export type SignedCredentials = {
  scheme: 'signed'
  dialect: SigningDialect
  accessKey: string
  algorithm: 'hmac-sha256' | 'hmac-sha512' | 'ed25519'
  /** Decoded, so that one signature has one value however it was written. Null only when it is in an unseen body. */
  signature: Buffer | null
  /** Null when the body was not seen: nothing can be verified then. */
  signedString: Buffer | null
  /** Since 1970, in milliseconds, with a fraction where the dialect is finer. Null only when in an unseen body. */
  timestampMs: number | null
  /** The request is in time while `now - timestamp <= windowMs` and `timestamp - now < aheadMs`. */
  windowMs: number
  aheadMs: number
  /** Sent beside the signature by `okx`; the signature does not cover it. */
  passphrase: string | null
}

/** Access key and secret in the clear. */
export type BasicCredentials = { scheme: 'basic'; dialect: 'basic'; accessKey: string; secret: string }

/** The token of an API login. */
export type SessionCredentials = { scheme: 'session'; dialect: 'session'; token: string }

export type Credentials = SignedCredentials | BasicCredentials | SessionCredentials

export type ReadRequest =
  | { ok: true; credentials: Credentials }
  /** `dialect` is null while it can't be told. */
  | { ok: false; reason: RefusalReason; where: string | null; dialect: Dialect | null }
