'use server'
import { checkCertificateRequest } from '@/lib/certificates/check-certificate-request'
import { confirmLoginId } from '@/lib/certificates/confirm-login-id'
import { findByKey } from '@/lib/certificates/find-by-key'
import { issueCertificate } from '@/lib/certificates/issue-certificate'
import { recordBackup } from '@/lib/certificates/record-backup'
import { recordExport } from '@/lib/certificates/record-export'
import { requestCertificate } from '@/lib/certificates/request-certificate'
import {
  confirmLoginIdSchema,
  findByKeySchema,
  type IssuedCertificate,
  issueCertificateSchema,
  recordBackupSchema,
  recordExportSchema,
  requestCertificateSchema,
} from '@/lib/certificates/schema'
import { action } from '@/lib/server/action'
import { formats } from '@/lib/server/formats'
import { sentCodeView } from '@/lib/server/sent-code-view'

/** With its last day as it is written, in the deployment's time zone. */
async function shown(issued: IssuedCertificate) {
  return { ...issued, until: (await formats()).date(new Date(issued.notAfter)) }
}

export const requestCertificateAction = action(requestCertificateSchema, async (input, actor) => {
  const { stepUpId, fingerprint, code } = await requestCertificate(actor, input)
  return { stepUpId, fingerprint, ...sentCodeView(code) }
})

/**
 * No page is refreshed with it: the last certificate that may be had would turn the wizard's page into one that says
 * so, as would a renewal, and the key that can still be saved as a file would be gone with the wizard.
 */
export const issueCertificateAction = action(
  issueCertificateSchema,
  async (input, actor) => shown(await issueCertificate(actor, input)),
  (input, actor) => checkCertificateRequest(actor, input),
)

export const findByKeyAction = action(findByKeySchema, async (input, actor) => {
  const found = await findByKey(actor, input)
  return { certificate: found && (await shown(found)) }
})

export const confirmLoginIdAction = action(confirmLoginIdSchema, async (input, actor) => {
  await confirmLoginId(actor, input)
  return {}
})

export const recordExportAction = action(recordExportSchema, async (input, actor) => {
  await recordExport(actor, input)
  return {}
})

export const recordBackupAction = action(recordBackupSchema, async (input, actor) => {
  await recordBackup(actor, input)
  return {}
})
