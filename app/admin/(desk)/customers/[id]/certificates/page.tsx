import type { Metadata } from 'next'
import { certificateLook } from '@/components/desk/state-looks'
import { Badge } from '@/components/ui/badge'
import { Card, CardHead } from '@/components/ui/card'
import { Fact, Facts } from '@/components/ui/facts'
import { TextLink } from '@/components/ui/link'
import { type DeskCertificate, listCustomerCertificates } from '@/lib/desk/list-customer-certificates'
import { partQuerySchema } from '@/lib/desk/schema'
import { routes } from '@/lib/routes'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'
import { CertificateActs } from '../acts/certificate-acts'
import { customerMetadata, requireCustomer } from '../customer-frame'
import { PartPage } from '../part-page'

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return customerMetadata((await params).id, 'certificates')
}

export default async function CustomerCertificatesPage({ params, searchParams }: Props) {
  const { id } = await params
  const query = partQuerySchema.parse(await searchParams)
  const { actor, customer } = await requireCustomer(id, 'certificates')
  const { rows, older } = await listCustomerCertificates(actor, id, query)
  return (
    <PartPage customer={customer} part="certificates" query={query} older={older} empty={rows.length === 0}>
      {rows.map((certificate) => (
        <Card
          key={certificate.id}
          id={`certificate-${certificate.id}`}
          className="grid gap-4 target:border-accent"
        >
          <Certificate customerId={id} certificate={certificate} />
          <div className="justify-self-start empty:hidden">
            <CertificateActs
              certificateId={certificate.id}
              serialNumber={certificate.serialNumber}
              usable={certificate.usable}
              role={actor.role}
            />
          </div>
        </Card>
      ))}
    </PartPage>
  )
}

async function Certificate({
  customerId,
  certificate,
}: {
  customerId: string
  certificate: DeskCertificate
}) {
  const t = await translations('deskCustomer')
  const { date, dateTime } = await formats()
  const { state, serialNumber, fingerprint, issuedAt, revokedAt, daysLeft } = certificate
  const { renews, renewedBy, supersedeAt } = certificate
  const link = (other: { id: string; serialNumber: string }) => (
    <TextLink href={routes.deskCustomerCertificate(customerId, other.id)}>{other.serialNumber}</TextLink>
  )
  const channel = certificate.confirmedBy.replace(/^otp:/, '')
  return (
    <>
      <CardHead
        title={
          <>
            <span className="text-hint font-normal text-ink-2">{t('certificate_serial')} </span>
            <span className="font-mono text-hint">{serialNumber}</span>
          </>
        }
        aside={
          <Badge {...certificateLook[state]}>{t(`certificate_state_${state}`, { days: daysLeft })}</Badge>
        }
      />
      <Facts>
        <Fact label={t('certificate_window')}>
          {t('certificate_days', { from: date(certificate.notBefore), to: date(certificate.notAfter) })}
        </Fact>
        {issuedAt && <Fact label={t('certificate_issued')}>{dateTime(issuedAt)}</Fact>}
        <Fact label={t('certificate_confirmed')}>{t('certificate_confirmed_by', { channel })}</Fact>
        {renews && (
          <Fact label={t('certificate_renews')} mono>
            {link(renews)}
          </Fact>
        )}
        {renewedBy && (
          <Fact label={t('certificate_renewed_by')} mono>
            {link(renewedBy)}
          </Fact>
        )}
        {supersedeAt && !revokedAt && <Fact label={t('certificate_supersede')}>{dateTime(supersedeAt)}</Fact>}
        {revokedAt && (
          <Fact label={t('certificate_revoked')}>
            {t('certificate_revoked_for', {
              when: dateTime(revokedAt),
              reason: certificate.revokedFor ?? '',
            })}
          </Fact>
        )}
        {fingerprint && (
          <Fact label={t('certificate_fingerprint')} mono>
            {fingerprint}
          </Fact>
        )}
      </Facts>
    </>
  )
}
