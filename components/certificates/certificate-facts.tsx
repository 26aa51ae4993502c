import { Card } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'
import { Fact, Facts } from '@/components/ui/facts'
import { TextLink } from '@/components/ui/link'
import type { CertificateView } from '@/lib/certificates/certificate-view'
import { routes } from '@/lib/routes'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'
import { EndFact } from './end-fact'
import { Fingerprint } from './fingerprint'
import { KeyPlaceFact } from './key-place-fact'

/**
 * All that is known of a certificate.
 * @param madeIn the browser that it was applied for in
 */
export async function CertificateFacts({
  certificate,
  madeIn,
}: {
  certificate: CertificateView
  madeIn: string | undefined
}) {
  const t = await translations('certificates')
  const format = await formats()
  const { serialNumber, fingerprint, revokedAt, revokedFor, renews, renewedBy } = certificate
  const linked = (other: { id: string; serialNumber: string }) => (
    <TextLink href={routes.certificate(other.id)}>
      {t('card_title', { serial: other.serialNumber.slice(0, 8) })}
    </TextLink>
  )
  return (
    <Card>
      <Facts>
        <EndFact certificate={certificate} />
        {revokedAt && <Fact label={t('revoked_why')}>{t('revoked_for', { reason: revokedFor ?? '' })}</Fact>}
        <Fact label={t('begun')}>{format.dateTime(certificate.notBefore)}</Fact>
        {renews && <Fact label={t('renews')}>{linked(renews)}</Fact>}
        {renewedBy && <Fact label={t('renewed_by')}>{linked(renewedBy)}</Fact>}
        {certificate.usable && <KeyPlaceFact certificate={certificate} explain />}
        {madeIn && <Fact label={t('made_in')}>{madeIn}</Fact>}
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
