import type { Metadata } from 'next'
import { ApplyWizard } from '@/components/certificates/apply-wizard'
import { ClaimKeys } from '@/components/certificates/claim-keys'
import { ButtonLink } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { listCertificates } from '@/lib/certificates/list-certificates'
import { readApplication } from '@/lib/certificates/read-application'
import { routes } from '@/lib/routes'
import { requireActor } from '@/lib/server/current-actor'
import { clientMessages, translations } from '@/lib/server/i18n'
import { LiveCertificates } from '../live-certificates'
import { refusalWords } from '../refusal-words'
import { applyActions } from './apply-actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translations('certificates'))('apply_title') }
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
        <ClaimKeys find={applyActions.find} words={t('claimed')} />
        {refusal.code === 'certificate_limit_reached' ? (
          <section aria-labelledby="live" className="grid gap-4">
            <div className="grid gap-1">
              <h2 id="live">{t('limit_title')}</h2>
              <p className="text-ink-2">{t('limit_body')}</p>
            </div>
            <LiveCertificates actor={actor} certificates={await listCertificates(actor)} />
          </section>
        ) : (
          <ButtonLink href={routes.certificates()} className="justify-self-start">
            {t('apply_done_list')}
          </ButtonLink>
        )}
      </>
    )
  return (
    <>
      {header}
      <ApplyWizard
        application={{ ...application, renews: null }}
        actions={applyActions}
        messages={await clientMessages('certificates', 'apply_', 'export_')}
      />
    </>
  )
}
