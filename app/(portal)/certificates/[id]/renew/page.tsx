import type { Metadata } from 'next'
import { ApplyWizard } from '@/components/certificates/apply-wizard'
import { ClaimKeys } from '@/components/certificates/claim-keys'
import { ButtonLink } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { readApplication } from '@/lib/certificates/read-application'
import { policy } from '@/lib/policies/policy'
import { routes } from '@/lib/routes'
import { requireActor } from '@/lib/server/current-actor'
import { formats } from '@/lib/server/formats'
import { clientMessages, translations } from '@/lib/server/i18n'
import { NothingHere } from '../../../nothing-here'
import { applyActions } from '../../apply/apply-actions'
import { findCertificate } from '../../find-certificate'
import { refusalWords } from '../../refusal-words'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translations('certificates'))('renew') }
}

export default async function RenewPage({ params }: Props) {
  const { id } = await params
  const actor = await requireActor(routes.certificateRenew(id))
  const certificate = await findCertificate(id)
  if (!certificate) return <NothingHere />
  const t = await translations('certificates')
  const { date } = await formats()
  const { refusal, ...application } = await readApplication(actor, id)
  const serial = certificate.serialNumber.slice(0, 8)
  const header = (
    <PageHeader
      title={t('apply_renew_title', { serial })}
      parent={{ href: routes.certificate(id), label: t('card_title', { serial }) }}
    />
  )
  if (refusal) {
    const { renewedBy } = certificate
    const ended = refusal.code === 'renewal_of_expired' || refusal.code === 'renewal_of_revoked'
    return (
      <>
        {header}
        <Notice tone={refusal.code === 'renewal_too_early' ? 'info' : 'warn'}>
          <p>{await refusalWords(refusal)}</p>
        </Notice>
        <ClaimKeys find={applyActions.find} words={t('claimed')} />
        <div className="flex flex-wrap gap-3">
          {ended && (
            <ButtonLink look="primary" href={routes.certificateApply()}>
              {t('apply')}
            </ButtonLink>
          )}
          {refusal.code === 'renewal_made' && renewedBy && (
            <ButtonLink look="primary" href={routes.certificate(renewedBy.id)}>
              {t('renewal_to_new')}
            </ButtonLink>
          )}
          <ButtonLink href={routes.certificates()}>{t('apply_done_list')}</ButtonLink>
        </div>
      </>
    )
  }
  const renews = { id, until: date(certificate.notAfter), overlapDays: policy().certificate.overlapDays }
  return (
    <>
      {header}
      <ApplyWizard
        application={{ ...application, renews }}
        actions={applyActions}
        messages={await clientMessages('certificates', 'apply_', 'export_')}
      />
    </>
  )
}
