/** Why an API session ended before its time: what its client is told beside the code 304. */
export type EndReason =
  | 'key_edited'
  | 'key_rotated'
  | 'key_deactivated'
  | 'key_deleted'
  | 'key_expired'
  | 'certificate_revoked'
  | 'certificate_expired'
  | 'customer_suspended'
  | 'password_changed'
  | 'ended_by_holder'
  | 'ended_by_staff'
  | 'logged_out'
  | 'session_idle'
  | 'session_expired'
  /** Its key, or its holder without one, opened more than the policy lets live at once. */
  | 'session_limit'
