import type { Metadata } from 'next'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Fact, Facts } from '@/components/ui/facts'
import { TextLink } from '@/components/ui/link'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { Pills } from '@/components/ui/pills'
import { listCertificates } from '@/lib/certificates/list-certificates'
import { env } from '@/lib/env'
import { type Client, type ClientPlace, clientSnippets, clients } from '@/lib/pki/client-snippets'
import { type ExportFormat, exportFileName, exportFormats } from '@/lib/pki/export-name'
import { routes } from '@/lib/routes'
import { requireActor } from '@/lib/server/current-actor'
import { translations } from '@/lib/server/i18n'
import { Conversions } from './conversions'
import { ErrorWords } from './error-words'
import { SnippetBlock } from './snippet-block'

type Query = Record<string, string | string[] | undefined>

/** Stands in the commands where there is no certificate yet. */
const noSerial = 'xxxxxxxx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translations('help'))('title') }
}

export default async function HelpPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams
  const client = clients.find((one) => one === query.client) ?? 'curl'
  const format = exportFormats.find((one) => one === query.format) ?? 'p12'
  const actor = await requireActor(routes.help())
  const t = await translations('help')
  const certificates = await listCertificates(actor)
  const usable = certificates.filter(({ state }) => state === 'valid' || state === 'expiring')
  const chosen = usable.find(({ id }) => id === query.certificate) ?? usable[0]
  const { GATEWAY_ORIGIN, SIGNET_MODE } = env()
  const place: ClientPlace = {
    serialNumber: chosen?.serialNumber ?? noSerial,
    gatewayOrigin: GATEWAY_ORIGIN,
    // The demo's gateway has a certificate of the demo's own CA; an operator's has one that clients know.
    ownCa: SIGNET_MODE === 'demo',
  }
  const href = (change: { client?: Client; format?: ExportFormat; certificate?: string }) => {
    const to = { client, format, certificate: usable.length > 1 ? (chosen?.id ?? null) : null, ...change }
    return routes.helpWith(to.client, to.format, to.certificate)
  }
  return (
    <>
      <PageHeader title={t('title')}>
        <p>{t('intro')}</p>
      </PageHeader>
      {!chosen && (
        <>
          <Notice tone="info">
            <p>{t('no_certificate', { name: exportFileName(noSerial, format) })}</p>
          </Notice>
          <ButtonLink look="primary" href={routes.certificateApply()} className="justify-self-start">
            {t('apply')}
          </ButtonLink>
        </>
      )}
      <Places place={place} known={chosen !== undefined} />
      <div className="grid gap-3">
        {usable.length > 1 && (
          <Pills
            label={t('certificate')}
            items={usable.map(({ id, serialNumber }) => ({
              href: href({ certificate: id }),
              label: serialNumber.slice(0, 8),
              current: id === chosen?.id,
            }))}
          />
        )}
        <Pills
          label={t('client')}
          items={clients.map((one) => ({
            href: href({ client: one }),
            label: t(`client_${one}`),
            current: one === client,
          }))}
        />
        <Pills
          label={t('format')}
          items={exportFormats.map((one) => ({
            href: href({ format: one }),
            label: exportFileName(place.serialNumber, one),
            current: one === format,
          }))}
        />
      </div>
      <Card className="grid gap-5" aria-labelledby="steps">
        <h2 id="steps">{t('steps_title', { client: t(`client_${client}`) })}</h2>
        <p>{t('steps_body')}</p>
        <SnippetBlock note="password" />
        {clientSnippets(client, format, place).map((snippet) => (
          <SnippetBlock key={snippet.code} {...snippet} />
        ))}
        {client === 'curl' && <p className="text-hint text-ink-2">{t('curl_shared')}</p>}
      </Card>
      <ErrorWords />
      <Conversions serialNumber={place.serialNumber} />
      <p className="text-hint text-ink-2">
        {t('stolen')} <TextLink href={routes.revoke()}>{t('stolen_link')}</TextLink>
      </p>
    </>
  )
}

/** What the commands are filled with. */
async function Places({ place, known }: { place: ClientPlace; known: boolean }) {
  const t = await translations('help')
  return (
    <Card>
      <Facts>
        <Fact label={t('gateway')} mono>
          {place.gatewayOrigin}
        </Fact>
        {known && (
          <Fact label={t('serial')} mono>
            {place.serialNumber}
          </Fact>
        )}
        <Fact label={t('files')} mono>
          {exportFormats.map((format) => exportFileName(place.serialNumber, format)).join(' · ')}
        </Fact>
        <Fact label={t('ca')} mono>
          {`${env().PKI_URL}/ca/chain.pem`}
        </Fact>
      </Facts>
      <p className="mt-4 text-hint text-ink-2">{t('ca_hint')}</p>
    </Card>
  )
}
