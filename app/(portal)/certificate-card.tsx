import { Badge } from '@/components/ui/badge'
import { Card, CardHead } from '@/components/ui/card'
import { TextLink } from '@/components/ui/link'
import type { CertificateView } from '@/lib/certificates/certificate-view'
import type { LostCertificate } from '@/lib/certificates/lost-certificate'
import { routes } from '@/lib/routes'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'
import { bestCertificate } from './next-step'

/** The certificate that counts, and until when. */
export async function CertificateCard({
  certificates,
  lost,
}: {
  certificates: CertificateView[]
  lost: LostCertificate | null
}) {
  const t = await translations('home')
  const { date } = await formats()
  const best = bestCertificate(certificates)
  return (
    <Card aria-labelledby="certificate-card" className="grid content-start gap-3">
      <CardHead
        id="certificate-card"
        title={t('certificate_title')}
        aside={<TextLink href={routes.certificates()}>{t('all_certificates')}</TextLink>}
      />
      {best ? (
        <>
          <p>
            <span className="text-figure font-semibold">{date(best.notAfter)}</span>{' '}
            <span className="text-ink-2">{t('certificate_until')}</span>
          </p>
          <div>
            {best.state !== 'expiring' ? (
              <Badge tone="ok" icon="check">
                {t('certificate_valid')}
              </Badge>
            ) : (
              <Badge tone="warn" icon="clock">
                {t('days_left', { days: best.daysLeft })}
              </Badge>
            )}
          </div>
          <p className="text-hint text-ink-2 wrap-anywhere">
            {t('certificate_serial')} <span className="font-mono">{best.serialNumber}</span>
          </p>
        </>
      ) : (
        <>
          <p className="text-figure font-semibold">{t('certificate_none')}</p>
          <p className="text-hint text-ink-2">
            {t('certificate_none_body', {
              ...lost,
              at: lost && 'at' in lost ? date(lost.at) : '',
            })}
          </p>
        </>
      )}
    </Card>
  )
}
