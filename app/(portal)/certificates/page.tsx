import type { Metadata } from 'next'
import { CertificateCard } from '@/components/certificates/certificate-card'
import { ClaimKeys } from '@/components/certificates/claim-keys'
import { ForgetKeys } from '@/components/certificates/forget-keys'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { TextLink } from '@/components/ui/link'
import { PageHeader } from '@/components/ui/page-header'
import { listCertificates } from '@/lib/certificates/list-certificates'
import { routes } from '@/lib/routes'
import { requireActor } from '@/lib/server/current-actor'
import { translations } from '@/lib/server/i18n'
import { findByKeyAction } from './apply/actions'
import { LiveCertificates } from './live-certificates'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translations('certificates'))('title') }
}

export default async function CertificatesPage() {
  const actor = await requireActor(routes.certificates())
  const t = await translations('certificates')
  const certificates = await listCertificates(actor)
  const usable = certificates.filter((one) => one.usable)
  const ended = certificates.filter(({ state }) => state === 'expired' || state === 'revoked')
  const revoked = ended.filter(({ state }) => state === 'revoked')
  // The one thing to do here, once nothing counts any more; one that ends soon is renewed.
  const pressing = certificates.length === ended.length
  const apply = (
    <ButtonLink look={pressing ? 'primary' : 'plain'} href={routes.certificateApply()}>
      {t(certificates.length === 0 ? 'apply' : 'apply_another')}
    </ButtonLink>
  )
  if (certificates.length === 0)
    return (
      <>
        <PageHeader title={t('title')} />
        <Card>
          <EmptyState title={t('empty_title')} action={apply}>
            {t('empty_body')}
          </EmptyState>
        </Card>
      </>
    )
  return (
    <>
      <PageHeader title={t('title')} action={apply}>
        {t('usable_count', { count: usable.length })}
      </PageHeader>
      <ForgetKeys serialNumbers={revoked.map(({ serialNumber }) => serialNumber)} words={t('forgotten')} />
      <ClaimKeys find={findByKeyAction} words={t('claimed')} />
      <LiveCertificates actor={actor} certificates={certificates} />
      {ended.length > 0 && (
        <details open={usable.length === 0}>
          <summary className="w-fit cursor-pointer py-2.5 font-semibold text-ink-2">
            {t('ended_title', { count: ended.length })}
          </summary>
          <div className="mt-2 grid gap-4">
            {ended.map((certificate) => (
              <CertificateCard key={certificate.id} certificate={certificate} />
            ))}
          </div>
        </details>
      )}
      <p className="flex flex-wrap gap-x-6 gap-y-2">
        <TextLink href={routes.certificateTest()}>{t('to_test')}</TextLink>
        <TextLink href={routes.help()}>{t('to_help')}</TextLink>
      </p>
    </>
  )
}
