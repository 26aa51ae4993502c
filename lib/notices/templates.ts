import type { KeyKind } from '@/lib/signing/dialects'

/** When support did something, and the number of the customer's call; empty when it has none. */
export type StaffAct = { at: Date; ticket: string }

/** Which certificate, and when it ends. */
type CertificateEnd = { certificateId: string; serialNumber: string; at: Date }

/** Every message that Signet sends, and the values its sentences need. */
export type NoticeValues = {
  otp_sign_in: { code: string; minutes: number }
  otp_certificate_issue: { code: string; minutes: number; fingerprint: string }
  otp_certificate_renew: { code: string; minutes: number; fingerprint: string }
  otp_key_create: { code: string; minutes: number }
  otp_key_widen: { code: string; minutes: number }
  otp_key_rotate: { code: string; minutes: number }
  certificate_issued: { serialNumber: string; notAfter: Date }
  certificate_ending: CertificateEnd & { days: number }
  certificate_ended: CertificateEnd
  /** `until` when the one that it renews ends. */
  certificate_renewed: { serialNumber: string; notAfter: Date; oldSerialNumber: string; until: Date }
  certificate_revoked: { serialNumber: string; at: Date; address: string }
  certificate_revoked_by_key: { serialNumber: string; at: Date; address: string }
  /** Of a pair's key (`kind`) nothing secret was shown or known. */
  key_created: { name: string; accessKey: string; kind: KeyKind }
  key_changed: { name: string; accessKey: string }
  /** `hours` for which the old secret or pair goes on. */
  key_rotated: { name: string; accessKey: string; kind: KeyKind; hours: number }
  key_deleted: { name: string; accessKey: string }
  /** `addresses` one behind the other. */
  key_new_address: { name: string; accessKey: string; addresses: string; at: Date }
  key_refused_often: { name: string; accessKey: string; count: number }
  key_leaked: { name: string; accessKey: string; at: Date }
  signin_throttled: { address: string }
  password_changed: { address: string }
  signin_new_device: { address: string; userAgent: string }
  activation: { link: string; hours: number }
  activated: { address: string }
  staff_key_deactivated: StaffAct & { name: string; accessKey: string }
  staff_certificate_revoked: StaffAct & { serialNumber: string }
  staff_sessions_ended: StaffAct & { count: number }
  staff_api_session_ended: StaffAct & { address: string }
  staff_unlocked: StaffAct
  staff_suspended: StaffAct
  staff_restored: StaffAct
  staff_activation_started: StaffAct & { to: string }
  staff_contact_changed: StaffAct & { email: string; phone: string }
  /** To staff, about their own sign-in. */
  desk_activation: { link: string; hours: number }
  desk_activated: { address: string }
  desk_signin_new_device: { address: string; userAgent: string }
  desk_signin_throttled: { address: string }
  desk_authenticator_set_up: { address: string }
  desk_recovery_code_used: { address: string; left: number }
  desk_recovery_codes_made: { address: string }
  desk_password_changed: { address: string }
  desk_role_changed: { at: Date }
  desk_disabled: { at: Date }
  desk_enabled: { at: Date }
  desk_authenticator_reset: { at: Date }
}

export type NoticeTemplate = keyof NoticeValues
export type NoticeChannel = 'sms' | 'email'
