/** Why a request can't be read, before anybody's key is looked at. */
export type RefusalReason =
  | 'method_malformed'
  | 'path_malformed'
  | 'query_malformed'
  | 'body_malformed'
  | 'credentials_missing'
  | 'dialects_mixed'
  | 'header_missing'
  | 'header_doubled'
  | 'header_malformed'
  | 'parameter_missing'
  | 'parameter_doubled'
  | 'parameter_in_query_and_body'
  | 'parameter_malformed'
  | 'signature_not_last'
  | 'signature_malformed'
  | 'timestamp_malformed'
  | 'window_malformed'

/** Thrown inside this folder only; `readRequest` makes a value of it. */
export class SigningRefusal extends Error {
  override readonly name = 'SigningRefusal'

  /** @param where the header or parameter concerned; never its value, which may be a secret */
  constructor(
    readonly reason: RefusalReason,
    readonly where: string | null = null,
  ) {
    super(where ? `${reason}: ${where}` : reason)
  }
}
