import { Fact } from '@/components/ui/facts'
import type { CertificateView } from '@/lib/certificates/certificate-view'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'

/** Until when a certificate counts, or when it was revoked. */
export async function EndFact({
  certificate: { revokedAt, supersedeAt, notAfter, usable, daysLeft },
}: {
  certificate: Pick<CertificateView, 'revokedAt' | 'supersedeAt' | 'notAfter' | 'usable' | 'daysLeft'>
}) {
  const t = await translations('certificates')
  const format = await formats()
  if (revokedAt) return <Fact label={t('revoked')}>{format.dateTime(revokedAt)}</Fact>
  const date = format.date(usable && supersedeAt ? supersedeAt : notAfter)
  return (
    <Fact label={t(usable && supersedeAt ? 'renewed_until' : 'lasts')}>
      {t(usable ? 'until_days' : 'until', { date, days: daysLeft })}
    </Fact>
  )
}
