import { CertificateCard } from '@/components/certificates/certificate-card'
import type { CustomerActor } from '@/lib/access/actor'
import type { CertificateView } from '@/lib/certificates/certificate-view'
import { madeIn } from '@/lib/certificates/made-in'

/** The certificates that count or are on their way, each with where it was applied for. */
export async function LiveCertificates({
  actor,
  certificates,
}: {
  actor: CustomerActor
  certificates: CertificateView[]
}) {
  const live = certificates.filter(({ usable, state }) => usable || state === 'pending')
  if (live.length === 0) return null
  const browsers = await madeIn(
    actor,
    live.map(({ id }) => id),
  )
  return (
    <div className="grid gap-4">
      {live.map((certificate) => (
        <CertificateCard
          key={certificate.id}
          certificate={certificate}
          madeIn={browsers.get(certificate.id)}
        />
      ))}
    </div>
  )
}
