import type { Metadata } from 'next'
import { CertificateFacts } from '@/components/certificates/certificate-facts'
import { ExportAgain } from '@/components/certificates/export-again'
import { ForgetKeys } from '@/components/certificates/forget-keys'
import { nextWords } from '@/components/certificates/next-words'
import { StateBadge } from '@/components/certificates/state-badge'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import type { CertificateView } from '@/lib/certificates/certificate-view'
import { madeIn } from '@/lib/certificates/made-in'
import { routes } from '@/lib/routes'
import { requireActor } from '@/lib/server/current-actor'
import { clientMessages, translations } from '@/lib/server/i18n'
import { NothingHere } from '../../nothing-here'
import { findByKeyAction, recordBackupAction, recordExportAction } from '../apply/actions'
import { findCertificate } from '../find-certificate'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translations('certificates'))('detail_title') }
}

export default async function CertificatePage({ params }: Props) {
  const { id } = await params
  const actor = await requireActor(routes.certificate(id))
  const certificate = await findCertificate(id)
  if (!certificate) return <NothingHere />
  const t = await translations('certificates')
  const { state, usable, serialNumber } = certificate
  const browsers = await madeIn(actor, [id])
  return (
    <>
      <PageHeader
        title={t('card_title', { serial: serialNumber.slice(0, 8) })}
        parent={{ href: routes.certificates(), label: t('title') }}
        action={<NextAct certificate={certificate} />}
      >
        <StateBadge state={state}>{t(`state_${state}`)}</StateBadge>
      </PageHeader>
      {state === 'revoked' && <ForgetKeys serialNumbers={[serialNumber]} words={t('forgotten')} />}
      <CertificateFacts certificate={certificate} madeIn={browsers.get(id)} />
      {state !== 'revoked' && (
        <ExportAgain
          serialNumber={serialNumber}
          usable={usable}
          actions={{
            find: findByKeyAction,
            recordExport: recordExportAction,
            recordBackup: recordBackupAction,
          }}
          messages={await clientMessages('certificates', 'again_', 'export_', 'apply_another')}
        />
      )}
      <Card className="grid gap-2">
        <h2>{t('for_title')}</h2>
        <p>{t('for_body')}</p>
        <p className="text-ink-2">{nextWords(t, certificate)}</p>
      </Card>
      {usable && (
        <Card aria-labelledby="revoke" className="grid gap-3">
          <div className="grid gap-1">
            <h2 id="revoke">{t('detail_revoke_title')}</h2>
            <p className="text-ink-2">{t('detail_revoke_body')}</p>
          </div>
          <ButtonLink look="grave" href={routes.certificateRevoke(id)} className="justify-self-start">
            {t('revoke')}
          </ButtonLink>
        </Card>
      )}
    </>
  )
}

/** The page's one primary action. */
async function NextAct({ certificate: { id, usable, renewable } }: { certificate: CertificateView }) {
  const t = await translations('certificates')
  if (renewable)
    return (
      <ButtonLink look="primary" href={routes.certificateRenew(id)}>
        {t('renew')}
      </ButtonLink>
    )
  return usable ? (
    <ButtonLink look="primary" href={routes.keyNew()}>
      {t('detail_key')}
    </ButtonLink>
  ) : (
    <ButtonLink look="primary" href={routes.certificateApply()}>
      {t('apply')}
    </ButtonLink>
  )
}
