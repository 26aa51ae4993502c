import { Card } from '@/components/ui/card'
import { Fact, Facts } from '@/components/ui/facts'
import { TextLink } from '@/components/ui/link'
import type { CertificateView } from '@/lib/certificates/certificate-view'
import { routes } from '@/lib/routes'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'
import { Fingerprint } from './fingerprint'
import { KeyPlace } from './key-place'
import { StateBadge } from './state-badge'

/** A certificate at a glance: its state, how long it lasts, where its key is, what to do next. */
export async function CertificateCard({ certificate }: { certificate: CertificateView }) {
  const t = await translations('certificates')
  const format = await formats()
  const { id, serialNumber, state, daysLeft, fingerprint } = certificate
  const usable = state === 'valid' || state === 'expiring'
  return (
    <Card aria-labelledby={`certificate-${id}`} className="relative grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id={`certificate-${id}`}>
          <TextLink covers href={routes.certificate(id)} className="no-underline hover:underline">
            {t('card_title', { serial: serialNumber.slice(0, 8) })}
          </TextLink>
        </h2>
        <StateBadge state={state}>{t(`state_${state}`)}</StateBadge>
      </div>
      <Facts>
        {certificate.revokedAt ? (
          <Fact label={t('revoked')}>{format.dateTime(certificate.revokedAt)}</Fact>
        ) : (
          <Fact label={t('lasts')}>
            {t(usable ? 'until_days' : 'until', { date: format.date(certificate.notAfter), days: daysLeft })}
          </Fact>
        )}
        {usable && (
          <Fact label={t('place')}>
            <KeyPlace serialNumber={serialNumber} here={t('place_here')} elsewhere={t('place_elsewhere')} />
          </Fact>
        )}
        {fingerprint && (
          <Fact label={t('fingerprint')} mono>
            <Fingerprint value={fingerprint} />
          </Fact>
        )}
      </Facts>
      <p className="text-ink-2">{t(`next_${state}`)}</p>
    </Card>
  )
}
