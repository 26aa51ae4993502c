'use server'
import { revalidatePath } from 'next/cache'
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
import { routes } from '@/lib/routes'
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

export const issueCertificateAction = action(
  issueCertificateSchema,
  async (input, actor) => {
    const issued = await issueCertificate(actor, input)
    revalidatePath(routes.certificates())
    return shown(issued)
  },
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
