import type { Metadata } from 'next'
import { RevokeForm } from '@/components/certificates/revoke-form'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { listCertificates } from '@/lib/certificates/list-certificates'
import { listKeys } from '@/lib/keys/list-keys'
import { routes } from '@/lib/routes'
import { requireActor } from '@/lib/server/current-actor'
import { formats } from '@/lib/server/formats'
import { clientMessages, translations } from '@/lib/server/i18n'
import { NothingHere } from '../../../nothing-here'
import { findCertificate } from '../../find-certificate'
import { revokeCertificateAction } from './actions'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translations('certificates'))('revoke_confirm') }
}

export default async function RevokePage({ params }: Props) {
  const { id } = await params
  const actor = await requireActor(routes.certificateRevoke(id))
  const certificate = await findCertificate(id)
  if (!certificate) return <NothingHere />
  const t = await translations('certificates')
  const serial = certificate.serialNumber.slice(0, 8)
  const parent = { href: routes.certificate(id), label: t('card_title', { serial }) }
  const { state, revokedAt, usable } = certificate
  if (!usable) {
    const at = revokedAt ? (await formats()).dateTime(revokedAt) : ''
    return (
      <>
        <PageHeader title={t('revoke_title', { serial })} parent={parent} />
        <Notice tone="info">
          <p>{t('revoke_over', { state, at })}</p>
        </Notice>
        <ButtonLink href={routes.certificate(id)} className="justify-self-start">
          {t('revoke_to_certificate')}
        </ButtonLink>
      </>
    )
  }
  const [certificates, { activeCount }] = await Promise.all([listCertificates(actor), listKeys(actor)])
  const others = certificates.filter((one) => one.usable && one.id !== id)
  // One that lasted beside this one comes back to its own end.
  const restores = others.some(({ state, renewedBy }) => state === 'replaced' && renewedBy?.id === id)
  return (
    <>
      <PageHeader title={t('revoke_title', { serial })} parent={parent} />
      <Card aria-labelledby="what" className="grid max-w-2xl gap-3">
        <h2 id="what">{t('revoke_what')}</h2>
        <ul className="grid list-disc gap-2 pl-5">
          <li>{t('revoke_stops')}</li>
          <li>{t('revoke_others', { count: others.length })}</li>
          <li>{t('revoke_keys', { count: activeCount })}</li>
          {restores && <li>{t('revoke_back')}</li>}
          <li className="font-semibold">{t('revoke_final')}</li>
        </ul>
      </Card>
      <Card className="max-w-2xl">
        <RevokeForm
          certificateId={id}
          action={revokeCertificateAction}
          messages={await clientMessages('certificates', 'revoke_')}
        />
      </Card>
    </>
  )
}
