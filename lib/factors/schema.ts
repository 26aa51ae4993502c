import { z } from 'zod'
import type { SignaturePurpose } from '@/lib/pki/signature-purposes'

/** Acts that want fresh proof beyond the session. */
export type StepUpPurpose = Exclude<SignaturePurpose, 'certificate-revoke' | 'self-test'>
/** What a one-time password can be for. */
export type OtpPurpose = StepUpPurpose | 'sign-in'
/** Ways to prove a step-up: a signature by the certificate's key in this browser, or a one-time password. */
export type Factor = 'certificate' | 'otp'
export type OtpChannel = 'sms' | 'email'

/** What the browser must sign, or where a code can go. */
export type StepUpRequest = {
  id: string
  purpose: StepUpPurpose
  /** base64url */
  nonce: string
  /** base64url */
  digest: string
  origin: string
  /** ISO 8601 */
  expiresAt: string
  /** The customer's usable certificates; empty when a signature is not accepted for this act. */
  serials: string[]
  channels: { channel: OtpChannel; masked: string }[]
}

/** A code on its way, as a page shows it. */
export type SentCode = {
  masked: string
  channel: OtpChannel
  expiresAt: Date
  resendAt: Date
  delivery: 'sent' | 'failed'
}

export const sendCodeSchema = z.object({
  id: z.uuid('not_found'),
  channel: z.enum(['sms', 'email'], 'not_found'),
})

/** The proof a form brings: a code, or a signature with the serial number of its certificate. */
export const stepUpProofSchema = z.object({
  stepUpId: z.uuid(),
  stepUpCode: z.string().max(100).optional(),
  stepUpSerial: z.string().max(64).optional(),
  stepUpSignature: z.string().max(200).optional(),
})

export type StepUpProof = z.output<typeof stepUpProofSchema>
