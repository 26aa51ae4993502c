import type { NewKey } from '@/browser/make-key'
import type { ApplicationStart } from '@/lib/certificates/read-application'
import type { IssuedCertificate } from '@/lib/certificates/schema'
import type { FormAction } from '@/lib/server/action'
import type { SentCodeView } from '@/lib/server/sent-code-view'

/** The server actions of an application, handed over by the page. */
export type ApplyActions = {
  request: FormAction<SentRequest>
  issue: FormAction<ShownCertificate>
  find: FormAction<{ certificate: ShownCertificate | null }>
  confirmLoginId: FormAction<Record<string, never>>
  recordExport: FormAction<Record<string, never>>
  recordBackup: FormAction<Record<string, never>>
}

/** What a file that is saved again later needs of them. */
export type ExportAgainActions = Pick<ApplyActions, 'find' | 'recordExport' | 'recordBackup'>

/** `until` is its last day in words. */
export type ShownCertificate = IssuedCertificate & { until: string }

/** A code on its way for this key. */
export type SentRequest = SentCodeView & { stepUpId: string; fingerprint: string }

export type Application = Omit<ApplicationStart, 'refusal'> & {
  /** What is renewed: `until` is its last day in words. Null where a certificate is applied for. */
  renews: { id: string; until: string; overlapDays: number } | null
}

/** A key of this page; `exportable` is null when the page was loaded again since it was made. */
export type PageKey = Omit<NewKey, 'exportable'> & { exportable: CryptoKey | null }
