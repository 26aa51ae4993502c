import type { Dialect } from '@/lib/signing/dialects'
import type { Credentials, ReadRequest } from '@/lib/signing/request'
import type { KeyRecord, PresentedCertificate, SessionRecord } from './key-record'

/** What a decision is made of. Whoever asks has looked everything up; nothing here waits or changes. */
export type VerifyInput = {
  request: ReadRequest
  /** Found by access key, or through the session; null when there is none. */
  record: KeyRecord | null
  /** Found by the token; null when there is none, and for whoever sends none. */
  session: SessionRecord | null
  /** Normalised; '' when it can't be told. */
  clientAddress: string
  certificate: PresentedCertificate | null
  /** What the request is for. Null asks for none in particular. */
  wanted: { permission: string | null; account: string | null }
  /** What this deployment is and takes. */
  deployment: { environment: string; dialects: readonly Dialect[] }
  now: Date
  /** The keyed hash under which secrets and passphrases are stored. */
  hashOf: (use: 'api-secret' | 'api-passphrase', text: string) => Uint8Array
  /**
   * Found out by whoever counts. A request is marked as seen, and counted, only once it was allowed without: then the
   * same input with what that found out decides again.
   */
  counted: { addressExceeded: boolean; replayed: boolean; keyExceeded: boolean }
}

/** The part that may change while a connection stays open. */
export type Standing = Pick<VerifyInput, 'session' | 'clientAddress' | 'certificate' | 'wanted' | 'now'> & {
  record: KeyRecord
  deployment: { environment: string }
}

/** The same once the request could be read and its key is known. */
export type KnownInput = Omit<VerifyInput, 'request' | 'record'> & {
  credentials: Credentials
  record: KeyRecord
}
