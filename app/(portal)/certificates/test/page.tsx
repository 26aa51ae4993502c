import type { Metadata } from 'next'
import { SelfTest } from '@/components/certificates/self-test'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { TextLink } from '@/components/ui/link'
import { PageHeader } from '@/components/ui/page-header'
import { listCertificates } from '@/lib/certificates/list-certificates'
import { fileCheck } from '@/lib/pki/client-snippets'
import { exportFileName, exportFormats } from '@/lib/pki/export-name'
import { routes } from '@/lib/routes'
import { requireActor } from '@/lib/server/current-actor'
import { clientMessages, translations } from '@/lib/server/i18n'
import { SnippetBlock } from '../../help/snippet-block'
import { finishSelfTestAction, startSelfTestAction } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translations('selfTest'))('title') }
}

export default async function SelfTestPage() {
  const actor = await requireActor(routes.certificateTest())
  const t = await translations('selfTest')
  const certificates = await listCertificates(actor)
  const usable = certificates.filter(({ state }) => state === 'valid' || state === 'expiring')
  return (
    <>
      <PageHeader title={t('title')} parent={{ href: routes.certificates(), label: t('parent') }}>
        <p>{t('intro')}</p>
      </PageHeader>
      <SelfTest
        actions={{ start: startSelfTestAction, finish: finishSelfTestAction }}
        messages={await clientMessages('selfTest')}
      />
      <Elsewhere serials={usable.map(({ serialNumber }) => serialNumber)} />
    </>
  )
}

/** The keys that no page can reach: in other browsers, and in files. */
async function Elsewhere({ serials }: { serials: string[] }) {
  const t = await translations('selfTest')
  const [newest] = serials
  if (!newest)
    return (
      <Card className="grid max-w-2xl gap-4">
        <h2>{t('none_title')}</h2>
        <p>{t('none_body')}</p>
        <ButtonLink href={routes.certificateApply()} className="justify-self-start">
          {t('apply')}
        </ButtonLink>
      </Card>
    )
  return (
    <Card className="grid gap-4">
      <h2>{t('file_title')}</h2>
      <p>{t('file_body')}</p>
      <SnippetBlock note="password" />
      {serials.flatMap((serial) =>
        exportFormats.map((format) => (
          <SnippetBlock
            key={`${serial}-${format}`}
            title={exportFileName(serial, format)}
            {...fileCheck(serial, format)}
          />
        )),
      )}
      <p>{t('file_reading')}</p>
      <p className="text-ink-2">{t('browser_body')}</p>
      <p>
        <TextLink href={routes.help()}>{t('to_help')}</TextLink>
      </p>
    </Card>
  )
}
