import type { Metadata } from 'next'
import { ExportAgain } from '@/components/certificates/export-again'
import { Fingerprint } from '@/components/certificates/fingerprint'
import { KeyPlace } from '@/components/certificates/key-place'
import { StateBadge } from '@/components/certificates/state-badge'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'
import { Fact, Facts } from '@/components/ui/facts'
import { PageHeader } from '@/components/ui/page-header'
import type { CertificateView } from '@/lib/certificates/certificate-view'
import { getCertificate } from '@/lib/certificates/get-certificate'
import { AppError } from '@/lib/errors'
import { routes } from '@/lib/routes'
import { requireActor } from '@/lib/server/current-actor'
import { formats } from '@/lib/server/formats'
import { clientMessages, translations } from '@/lib/server/i18n'
import { NothingHere } from '../../nothing-here'
import { findByKeyAction, recordBackupAction, recordExportAction } from '../apply/actions'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translations('certificates'))('detail_title') }
}

export default async function CertificatePage({ params }: Props) {
  const { id } = await params
  const actor = await requireActor(routes.certificate(id))
  const certificate = await getCertificate(actor, id).catch((error) => {
    if (error instanceof AppError && error.code === 'not_found') return null
    throw error
  })
  if (!certificate) return <NothingHere />
  const t = await translations('certificates')
  const { state } = certificate
  const usable = state === 'valid' || state === 'expiring'
  return (
    <>
      <PageHeader
        title={t('card_title', { serial: certificate.serialNumber.slice(0, 8) })}
        parent={{ href: routes.certificates(), label: t('title') }}
        action={
          usable ? (
            <ButtonLink look="primary" href={routes.keyNew()}>
              {t('detail_key')}
            </ButtonLink>
          ) : (
            <ButtonLink look="primary" href={routes.certificateApply()}>
              {t('apply')}
            </ButtonLink>
          )
        }
      >
        <StateBadge state={state}>{t(`state_${state}`)}</StateBadge>
      </PageHeader>
      <Details certificate={certificate} usable={usable} />
      <ExportAgain
        serialNumber={certificate.serialNumber}
        usable={usable}
        actions={{
          find: findByKeyAction,
          recordExport: recordExportAction,
          recordBackup: recordBackupAction,
        }}
        messages={await clientMessages('certificates', 'again_', 'export_', 'apply_another')}
      />
      <Card className="grid gap-2">
        <h2>{t('for_title')}</h2>
        <p>{t('for_body')}</p>
        <p className="text-ink-2">{t(`next_${state}`)}</p>
      </Card>
    </>
  )
}

async function Details({ certificate, usable }: { certificate: CertificateView; usable: boolean }) {
  const t = await translations('certificates')
  const format = await formats()
  const { serialNumber, fingerprint, daysLeft } = certificate
  return (
    <Card>
      <Facts>
        {certificate.revokedAt ? (
          <Fact label={t('revoked')}>{format.dateTime(certificate.revokedAt)}</Fact>
        ) : (
          <Fact label={t('lasts')}>
            {t(usable ? 'until_days' : 'until', { date: format.date(certificate.notAfter), days: daysLeft })}
          </Fact>
        )}
        <Fact label={t('begun')}>{format.dateTime(certificate.notBefore)}</Fact>
        <Fact label={t('place')}>
          <KeyPlace serialNumber={serialNumber} here={t('place_here')} elsewhere={t('place_elsewhere')} />
        </Fact>
        <Fact label={t('confirmed')}>
          {t(certificate.confirmedBy === 'otp:email' ? 'confirmed_email' : 'confirmed_sms')}
        </Fact>
        <Fact label={t('serial')} mono>
          {serialNumber}
        </Fact>
        {fingerprint && (
          <Fact label={t('fingerprint')}>
            <span className="grid gap-3">
              <code className="font-mono text-hint">
                <Fingerprint value={fingerprint} />
              </code>
              <span className="text-hint text-ink-2">{t('fingerprint_hint')}</span>
              <span>
                <CopyButton
                  value={fingerprint}
                  label={t('copy')}
                  copied={t('copied')}
                  failed={t('copy_failed')}
                  describe={t('copy_fingerprint')}
                />
              </span>
            </span>
          </Fact>
        )}
      </Facts>
    </Card>
  )
}
