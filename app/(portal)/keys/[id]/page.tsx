import type { Metadata } from 'next'
import { keyText } from '@/app/_keys/key-text'
import { keyUsageHref } from '@/app/_keys/key-usage-href'
import { RefusalsCard } from '@/app/_keys/refusals-card'
import { UsageCard } from '@/app/_keys/usage-card'
import { KeyBadge } from '@/components/keys/key-badge'
import { KeySummary } from '@/components/keys/key-summary'
import { Obstacle } from '@/components/keys/obstacle'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { TextLink } from '@/components/ui/link'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { clock } from '@/lib/clock'
import { permissionWords } from '@/lib/policies/permission-words'
import { routes } from '@/lib/routes'
import { requireActor } from '@/lib/server/current-actor'
import { translations } from '@/lib/server/i18n'
import { requestKeyStanding } from '@/lib/server/key-standing'
import { currentLocale } from '@/lib/server/preferences'
import { readKeyUsage } from '@/lib/usage/read-key-usage'
import { type UsageQuery, usageQuerySchema } from '@/lib/usage/schema'
import { ApiSessionsCard } from '../../api-sessions-card'
import { NothingHere } from '../../nothing-here'
import { findKey } from '../find-key'
import { keyObstacleWords } from '../obstacle-words'
import { KeyActs } from './key-acts'
import { KeyCare } from './key-care'
import { KeyFacts } from './key-facts'
import { KeyHistory } from './key-history'
import { OldSecret } from './old-secret'
import { RefusalActs } from './refusal-acts'
import { UnconfirmedNotice } from './unconfirmed-notice'

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const key = await findKey((await params).id)
  return { title: key?.name ?? (await translations('common'))('not_found_title') }
}

export default async function KeyPage({ params, searchParams }: Props) {
  const { id } = await params
  const query = usageQuerySchema.parse(await searchParams)
  const actor = await requireActor(routes.key(id))
  const key = await findKey(id)
  if (!key) return <NothingHere />
  const t = await translations('keys')
  const locale = await currentLocale()
  const text = await keyText()
  const [{ hasCertificate }, usage] = await Promise.all([
    requestKeyStanding(actor),
    readKeyUsage(actor, id, query),
  ])
  const hrefOf = (wanted: Partial<UsageQuery>) => keyUsageHref(routes.key(id), { ...query, ...wanted })
  const obstacle = hasCertificate ? null : await keyObstacleWords(actor)
  return (
    <>
      <PageHeader
        title={key.name}
        parent={{ href: routes.keys(), label: t('title') }}
        action={
          <ButtonLink look="primary" href={routes.keyEdit(id)}>
            {t('detail_edit')}
          </ButtonLink>
        }
      >
        <div className="mt-1">
          <KeyBadge state={key.state}>{text.state(key, clock.now())}</KeyBadge>
        </div>
      </PageHeader>
      {obstacle && <Obstacle words={obstacle} />}
      {!key.secretConfirmed && <UnconfirmedNotice keyId={id} kind={key.kind} />}
      <OldSecret keyDetail={key} />
      {key.state === 'expired' && (
        <Notice tone="warn">
          <p>{t('ended_notice')}</p>
        </Notice>
      )}
      <Card aria-labelledby="words" className="grid gap-2">
        <h2 id="words">{t('detail_words')}</h2>
        <KeySummary
          t={t}
          locale={locale}
          permissions={permissionWords(locale)}
          chosen={key.permissions}
          allowlist={key.allowlist}
          first={text.first(key)}
          last={text.last(key)}
        />
      </Card>
      <KeyFacts keyRecord={key} currentAddress={actor.address} lastUse={usage.lastUse} />
      <UsageCard
        slots={usage.slots}
        period={query.period}
        hrefOf={(period) => hrefOf({ period, before: null })}
      />
      <RefusalsCard
        refusals={usage.refusals}
        first={query.before && hrefOf({ before: null })}
        next={usage.older && hrefOf({ before: usage.older })}
        acts={(refusal) => <RefusalActs keyRecord={key} refusal={refusal} />}
        aside={<TextLink href={routes.keySignature(id)}>{t('signature_link')}</TextLink>}
      />
      <ApiSessionsCard actor={actor} keyId={id} />
      <KeyCare keyDetail={key} />
      <KeyHistory keyId={id} kind={key.kind} />
      <KeyActs keyRecord={key} />
    </>
  )
}
