/**
 * The one internal error type and the one table from its codes to HTTP statuses.
 * What a person reads is the message `errors.<code>` of their language, never text from here.
 */
const statusByCode = {
  // general
  signed_out: 401,
  forbidden: 403,
  not_found: 404,
  invalid_input: 422,
  changed_meanwhile: 409,
  origin_refused: 403,
  unexpected: 500,
  // sign-in
  credentials_refused: 401,
  sign_in_throttled: 429,
  sign_in_code_required: 403,
  password_wrong: 422,
  password_too_short: 422,
  password_too_long: 422,
  password_common: 422,
  password_mismatch: 422,
  password_same: 422,
  password_personal: 422,
  sign_in_code_refused: 422,
  id_malformed: 422,
  // one-time passwords and step-up
  otp_malformed: 422,
  otp_wrong: 422,
  otp_expired: 422,
  otp_used: 409,
  otp_too_many_tries: 422,
  otp_locked: 429,
  otp_resend_too_soon: 429,
  otp_daily_limit: 429,
  step_up_required: 403,
  step_up_expired: 403,
  step_up_signature_refused: 403,
  // certificates
  certificate_required: 403,
  csr_refused: 422,
  factor_already_used: 403,
  certificate_limit_reached: 409,
  application_limit_reached: 429,
  renewal_too_early: 409,
  renewal_of_expired: 409,
  renewal_of_revoked: 409,
  renewal_of_pending: 409,
  renewal_made: 409,
  certificate_not_live: 409,
  certificate_already_revoked: 409,
  login_id_mismatch: 422,
  login_id_throttled: 429,
  self_test_over: 410,
  // customers and the desk
  customer_suspended: 403,
  id_taken: 409,
  id_wrong: 422,
  activation_over: 410,
  activation_throttled: 429,
  activation_suspended: 409,
  contact_changed_recently: 409,
  contact_unchanged: 422,
  // the import of customers
  import_too_large: 413,
  import_not_utf8: 422,
  import_empty: 422,
  import_no_rows: 422,
  import_too_many_rows: 422,
  import_columns_missing: 422,
  import_column_twice: 422,
  import_quotes_broken: 422,
  import_expired: 410,
  import_over: 410,
  import_runs: 409,
  // staff
  last_admin: 409,
  own_staff_account: 409,
  role_unchanged: 409,
  staff_already_disabled: 409,
  staff_not_disabled: 409,
  customer_unknown: 422,
  verification_lost: 410,
  reason_required: 422,
  reason_too_long: 422,
  ticket_malformed: 422,
  staff_refused: 401,
  staff_code_malformed: 422,
  staff_digits_malformed: 422,
  staff_code_wrong: 422,
  staff_link_over: 410,
  staff_email_taken: 409,
  changed_by_staff: 409,
  serial_number_malformed: 422,
  revocation_proof_refused: 403,
  revocation_expired: 403,
  revocation_throttled: 429,
  notice_not_resendable: 409,
  notice_waiting: 409,
  notice_resend_limit: 429,
  // keys
  key_limit_reached: 409,
  key_name_mismatch: 422,
  key_ended: 409,
  widening_unconfirmed: 422,
  public_key_required: 422,
  public_key_same: 422,
  overlap_of_inactive: 422,
} as const

export type ErrorCode = keyof typeof statusByCode
/** An instant is written out in the reader's language. */
export type ErrorValues = Record<string, string | number | Date>

/** A code with the values its sentence needs: what a form field or a page shows. */
export type FieldError = { code: string; values?: ErrorValues }

/** Everything the domain refuses is one of these. `values` fill the message; `cause` is for the log only. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly values: ErrorValues
  readonly fields: Record<string, FieldError>

  constructor(
    code: ErrorCode,
    options: { values?: ErrorValues; fields?: Record<string, FieldError>; cause?: unknown } = {},
  ) {
    super(code, { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.values = options.values ?? {}
    this.fields = options.fields ?? {}
  }

  get status(): number {
    return statusByCode[this.code]
  }
}

/** An `AppError` that stands at one field of the form. */
export function fieldError(field: string, code: ErrorCode, values?: ErrorValues): AppError {
  return new AppError(code, { values, fields: { [field]: { code, values } } })
}

export const errorCodes = Object.keys(statusByCode) as ErrorCode[]
