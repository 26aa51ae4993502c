import type { Metadata } from 'next'
import { ApplyWizard } from '@/components/certificates/apply-wizard'
import { ButtonLink } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { type ApplicationStart, readApplication } from '@/lib/certificates/read-application'
import { routes } from '@/lib/routes'
import { requireActor } from '@/lib/server/current-actor'
import { formats } from '@/lib/server/formats'
import { clientMessages, translations } from '@/lib/server/i18n'
import {
  confirmLoginIdAction,
  findByKeyAction,
  issueCertificateAction,
  recordBackupAction,
  recordExportAction,
  requestCertificateAction,
} from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translations('certificates'))('apply_title') }
}

async function refusalWords({ code, values }: NonNullable<ApplicationStart['refusal']>): Promise<string> {
  const { dateTime } = await formats()
  const shown = Object.entries(values).map(([name, value]) => [
    name,
    value instanceof Date ? dateTime(value) : value,
  ])
  return (await translations('errors'))(code, Object.fromEntries(shown))
}

export default async function ApplyPage() {
  const actor = await requireActor(routes.certificateApply())
  const t = await translations('certificates')
  const { refusal, ...application } = await readApplication(actor)
  const header = (
    <PageHeader title={t('apply_title')} parent={{ href: routes.certificates(), label: t('title') }} />
  )
  if (refusal)
    return (
      <>
        {header}
        <Notice tone="warn">
          <p>{await refusalWords(refusal)}</p>
        </Notice>
        <ButtonLink href={routes.certificates()} className="justify-self-start">
          {t('apply_done_list')}
        </ButtonLink>
      </>
    )
  return (
    <>
      {header}
      <ApplyWizard
        application={application}
        actions={{
          request: requestCertificateAction,
          issue: issueCertificateAction,
          find: findByKeyAction,
          confirmLoginId: confirmLoginIdAction,
          recordExport: recordExportAction,
          recordBackup: recordBackupAction,
        }}
        messages={await clientMessages('certificates', 'apply_', 'export_')}
      />
    </>
  )
}
