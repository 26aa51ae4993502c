/** Every message that Signet sends, and the values its sentences need. */
export type NoticeValues = {
  otp_sign_in: { code: string; minutes: number }
  otp_certificate_issue: { code: string; minutes: number; fingerprint: string }
  otp_key_create: { code: string; minutes: number }
  otp_key_widen: { code: string; minutes: number }
  certificate_issued: { serialNumber: string; notAfter: Date }
  key_created: { name: string; accessKey: string }
  key_changed: { name: string; accessKey: string }
  key_deleted: { name: string; accessKey: string }
  signin_throttled: { address: string }
  password_changed: { address: string }
  signin_new_device: { address: string; userAgent: string }
}

export type NoticeTemplate = keyof NoticeValues
export type NoticeChannel = 'sms' | 'email'
