import type { Metadata } from 'next'
import { PageHeader } from '@/components/ui/page-header'
import { listActivity } from '@/lib/audit/list-activity'
import { listCertificates } from '@/lib/certificates/list-certificates'
import { lostCertificate } from '@/lib/certificates/lost-certificate'
import { previousSession } from '@/lib/identity/previous-session'
import { listKeys } from '@/lib/keys/list-keys'
import { routes } from '@/lib/routes'
import { currentSession, requireActor } from '@/lib/server/current-actor'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'
import { CertificateCard } from './certificate-card'
import { KeysCard } from './keys-card'
import { Lately } from './lately'
import { bestCertificate, nextStep } from './next-step'
import { NextStepCard } from './next-step-card'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translations('home'))('title') }
}

export default async function HomePage() {
  const actor = await requireActor(routes.home())
  const t = await translations('home')
  const format = await formats()
  const [session, before, certificates, { keys, activeCount }, { events }] = await Promise.all([
    currentSession(),
    previousSession(actor),
    listCertificates(actor),
    listKeys(actor),
    listActivity(actor, { kind: null, before: null }),
  ])
  const lost = bestCertificate(certificates) ? null : await lostCertificate(actor)
  const step = nextStep(certificates, lost, keys)
  return (
    <>
      <PageHeader
        title={t('greeting', {
          part: partOfDay(format.hour),
          name: session?.customerName ?? '',
        })}
        action={
          before && (
            <p className="text-hint text-ink-2">
              <time dateTime={before.createdAt.toISOString()} title={format.dateTime(before.createdAt)}>
                {t('last_sign_in', { when: format.relative(before.createdAt), address: before.address })}
              </time>
            </p>
          )
        }
      >
        {!step && <p>{t('in_order')}</p>}
      </PageHeader>
      {step && <NextStepCard step={step} />}
      <div className="grid gap-6 lg:grid-cols-2">
        <KeysCard keys={keys} activeCount={activeCount} />
        <CertificateCard certificates={certificates} lost={lost} />
      </div>
      {events.length > 0 && <Lately events={events.slice(0, 5)} />}
    </>
  )
}

function partOfDay(hour: number): 'morning' | 'afternoon' | 'evening' {
  if (hour >= 5 && hour < 12) return 'morning'
  return hour >= 12 && hour < 18 ? 'afternoon' : 'evening'
}
