import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Fact, Facts } from '@/components/ui/facts'
import { TextLink } from '@/components/ui/link'
import type { CertificateView } from '@/lib/certificates/certificate-view'
import { routes } from '@/lib/routes'
import { translations } from '@/lib/server/i18n'
import { EndFact } from './end-fact'
import { KeyPlaceFact } from './key-place-fact'
import { nextWords } from './next-words'
import { StateBadge } from './state-badge'

/**
 * A certificate at a glance: its state, how long it lasts, where its key is, what to do next.
 * @param madeIn the browser that it was applied for in
 */
export async function CertificateCard({
  certificate,
  madeIn,
}: {
  certificate: CertificateView
  madeIn?: string | undefined
}) {
  const t = await translations('certificates')
  const { id, serialNumber, state, usable, renewable, fingerprint } = certificate
  const serial = serialNumber.slice(0, 8)
  const about = <span className="sr-only"> {t('revoke_about', { serial })}</span>
  return (
    <Card aria-labelledby={`certificate-${id}`} className="relative grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id={`certificate-${id}`}>
          <TextLink covers href={routes.certificate(id)} className="no-underline hover:underline">
            {t('card_title', { serial })}
          </TextLink>
        </h2>
        <StateBadge state={state}>{t(`state_${state}`)}</StateBadge>
      </div>
      <Facts>
        <EndFact certificate={certificate} />
        {usable && <KeyPlaceFact certificate={certificate} />}
        {usable && madeIn && <Fact label={t('made_in')}>{madeIn}</Fact>}
        <Fact label={t('serial')} mono>
          {serialNumber}
        </Fact>
        {fingerprint && (
          <Fact label={t('fingerprint')} mono>
            {`${fingerprint.slice(0, 23)}…`}
          </Fact>
        )}
      </Facts>
      <p className="text-ink-2">{nextWords(t, certificate)}</p>
      {usable && (
        <div className="relative flex flex-wrap gap-3 justify-self-start">
          {renewable && (
            <ButtonLink look="primary" href={routes.certificateRenew(id)}>
              <span>
                {t('renew')}
                {about}
              </span>
            </ButtonLink>
          )}
          <ButtonLink look="grave" href={routes.certificateRevoke(id)}>
            <span>
              {t('revoke')}
              {about}
            </span>
          </ButtonLink>
        </div>
      )}
    </Card>
  )
}
