import type { Metadata } from 'next'
import { CertificateCard } from '@/components/certificates/certificate-card'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { TextLink } from '@/components/ui/link'
import { PageHeader } from '@/components/ui/page-header'
import { listCertificates } from '@/lib/certificates/list-certificates'
import { routes } from '@/lib/routes'
import { requireActor } from '@/lib/server/current-actor'
import { translations } from '@/lib/server/i18n'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translations('certificates'))('title') }
}

export default async function CertificatesPage() {
  const actor = await requireActor(routes.certificates())
  const t = await translations('certificates')
  const certificates = await listCertificates(actor)
  const usable = certificates.filter(({ state }) => state === 'valid' || state === 'expiring')
  // The one thing to do here, once nothing lasts for long any more.
  const pressing = certificates.every(({ state }) => state !== 'valid')
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
      <div className="grid gap-4">
        {certificates.map((certificate) => (
          <CertificateCard key={certificate.id} certificate={certificate} />
        ))}
      </div>
      <p className="flex flex-wrap gap-x-6 gap-y-2">
        <TextLink href={routes.certificateTest()}>{t('to_test')}</TextLink>
        <TextLink href={routes.help()}>{t('to_help')}</TextLink>
      </p>
    </>
  )
}
