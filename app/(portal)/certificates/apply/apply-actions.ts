import type { ApplyActions } from '@/components/certificates/apply-types'
import {
  confirmLoginIdAction,
  findByKeyAction,
  issueCertificateAction,
  recordBackupAction,
  recordExportAction,
  requestCertificateAction,
} from './actions'

/** What the wizard asks of the server. */
export const applyActions: ApplyActions = {
  request: requestCertificateAction,
  issue: issueCertificateAction,
  find: findByKeyAction,
  confirmLoginId: confirmLoginIdAction,
  recordExport: recordExportAction,
  recordBackup: recordBackupAction,
}
