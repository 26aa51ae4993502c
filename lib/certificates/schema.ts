import { z } from 'zod'
import type { SentCode } from '@/lib/factors/schema'
import { exportFormats } from '@/lib/pki/export-name'
import { holderReasons, revocationReasons } from '@/lib/pki/revocation-reasons'
import type { SignedTextParts } from '@/lib/pki/signed-text'

/** The certificate that the new one renews; left out by an application. */
const renewsId = z.uuid('not_found').optional()

export const requestCertificateSchema = z.object({
  /** SubjectPublicKeyInfo in base64; judged by the same rules as the request that follows. */
  publicKey: z.string().max(2000),
  channel: z.enum(['sms', 'email'], 'not_found'),
  renewsId,
})
export type RequestCertificateInput = z.output<typeof requestCertificateSchema>

/** Empty or far too long is for `readCsr` to say, in its own words. */
export const issueCertificateSchema = z.object({ csr: z.string().default(''), renewsId })
export type IssueCertificateInput = z.output<typeof issueCertificateSchema>

export const findByKeySchema = z.object({ publicKeySha256: z.string().regex(/^[0-9a-f]{64}$/, 'not_found') })
export type FindByKeyInput = z.output<typeof findByKeySchema>

export const confirmLoginIdSchema = z.object({ loginId: z.string().max(100, 'login_id_mismatch') })

export const recordExportSchema = z.object({
  certificateId: z.uuid('not_found'),
  format: z.enum(exportFormats, 'not_found'),
  /** How its password was chosen, or that it is the one of the backup that it was made from; never the password. */
  password: z.enum(['loginId', 'generated', 'own', 'backup'], 'not_found'),
})
export type RecordExportInput = z.output<typeof recordExportSchema>

export const recordBackupSchema = z.object({
  certificateId: z.uuid('not_found'),
  change: z.enum(['made', 'deleted'], 'not_found'),
})
export type RecordBackupInput = z.output<typeof recordBackupSchema>

export const revokeCertificateSchema = z.object({
  id: z.uuid('not_found'),
  revokedFor: z.enum(revocationReasons, 'revocation_reason_required'),
})
export type RevokeCertificateInput = z.output<typeof revokeCertificateSchema>

/** As its holder may revoke one. */
export const revokeOwnCertificateSchema = revokeCertificateSchema.extend({
  revokedFor: z.enum(holderReasons, 'revocation_reason_required'),
})
/** As programs write it: in any case, with colons, and after what they call it. */
export const serialNumberSchema = z
  .string()
  .max(200, 'serial_number_malformed')
  .transform((text) =>
    text
      .replace(/^\s*serial\s*(number)?\s*[=:]/i, '')
      .replace(/[\s:]/g, '')
      .replace(/^0x/i, '')
      .toLowerCase(),
  )
  .pipe(z.string().regex(/^[0-9a-f]{40}$/, 'serial_number_malformed'))

export const openRevocationSchema = z.object({ serialNumber: serialNumberSchema })
export type OpenRevocationInput = z.output<typeof openRevocationSchema>

export const revokeByKeySchema = z.object({
  serialNumber: serialNumberSchema,
  nonce: z.string().max(100),
  expiresAt: z.string().max(40),
  /** base64 or base64url, in lines or not. */
  signature: z
    .string()
    .max(2000, 'revocation_proof_refused')
    .transform((text) => text.replace(/\s/g, ''))
    .pipe(z.string().regex(/^[A-Za-z0-9+/_-]+={0,2}$/, 'signature_malformed')),
  confirmed: z.literal('yes', 'revocation_unconfirmed'),
})
export type RevokeByKeyInput = z.output<typeof revokeByKeySchema>

/** What must be signed with a certificate's key to revoke it. */
export type RevocationRequest = SignedTextParts & { text: string }

/** A code for a certificate on its way. */
export type CertificateRequest = {
  stepUpId: string
  /** The beginning of the public key's fingerprint: the message with the code says the same. */
  fingerprint: string
  code: SentCode
}

/** A certificate just issued, with what its holder needs to make a file of it. */
export type IssuedCertificate = {
  id: string
  serialNumber: string
  /** The one that it renews. */
  renewsId: string | null
  notAfter: string
  fingerprint: string
  /** DER in base64: the certificate, then its issuers up to the root. */
  chain: string[]
}
