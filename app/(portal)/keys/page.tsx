import type { Metadata } from 'next'
import { KeyFilter } from '@/components/keys/key-filter'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { TextLink } from '@/components/ui/link'
import { Meter } from '@/components/ui/meter'
import { PageHeader } from '@/components/ui/page-header'
import { listKeys } from '@/lib/keys/list-keys'
import { newKeyObstacle } from '@/lib/keys/new-key-obstacle'
import { listKeysSchema } from '@/lib/keys/schema'
import { keyStates } from '@/lib/keys/status-of'
import { policy } from '@/lib/policies/policy'
import { routes } from '@/lib/routes'
import { requireActor } from '@/lib/server/current-actor'
import { translations } from '@/lib/server/i18n'
import { requestKeyStanding } from '@/lib/server/key-standing'
import { KeyTable } from './key-table'
import { ObstacleNotice } from './obstacle-notice'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translations('keys'))('title') }
}

export default async function KeysPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const actor = await requireActor(routes.keys())
  const t = await translations('keys')
  const query = listKeysSchema.parse(await searchParams)
  const [{ keys, next }, standing] = await Promise.all([listKeys(actor, query), requestKeyStanding(actor)])
  const { activeCount } = standing
  const obstacle = newKeyObstacle(actor, standing)
  const max = policy().maxActiveKeys
  const isFiltered = query.search !== '' || query.state !== null
  const hasNone = keys.length === 0 && !isFiltered && !query.after
  const add = !obstacle && (
    <ButtonLink look="primary" href={routes.keyNew()}>
      {t('add')}
    </ButtonLink>
  )
  return (
    <>
      <PageHeader title={t('title')} action={!hasNone && add}>
        <p>{t('active_of', { active: activeCount, max })}</p>
        <div className="mt-1 w-56 max-w-full">
          <Meter value={activeCount} max={max} label={t('active_of', { active: activeCount, max })} />
        </div>
      </PageHeader>
      {obstacle && <ObstacleNotice obstacle={obstacle} action={false} />}
      {hasNone ? (
        <Card>
          <EmptyState title={t('empty_title')} action={add}>
            <p>{t('empty_body')}</p>
          </EmptyState>
        </Card>
      ) : (
        <>
          <KeyFilter
            action={routes.keys()}
            search={query.search}
            state={query.state}
            words={{
              search: t('search_label'),
              searchHint: t('search_hint'),
              state: t('state_label'),
              any: t('state_any'),
              submit: t('filter'),
            }}
            states={keyStates.map((state) => ({ value: state, label: t(`state_${state}`) }))}
          />
          {keys.length > 0 ? (
            <KeyTable keys={keys} />
          ) : (
            <Card>
              <EmptyState
                title={t('none_title')}
                action={<TextLink href={routes.keys()}>{t('filter_clear')}</TextLink>}
              >
                <p>{t('none_body')}</p>
              </EmptyState>
            </Card>
          )}
          {(next || query.after) && (
            <nav aria-label={t('list_label')} className="flex flex-wrap justify-between gap-4">
              {query.after && (
                <TextLink href={pageHref(query.search, query.state, null)}>{t('newest')}</TextLink>
              )}
              {next && <TextLink href={pageHref(query.search, query.state, next)}>{t('older')}</TextLink>}
            </nav>
          )}
        </>
      )}
    </>
  )
}

function pageHref(search: string, state: string | null, after: string | null): string {
  const query = Object.entries({ search, state, after }).filter(
    (entry): entry is [string, string] => !!entry[1],
  )
  return `${routes.keys()}?${new URLSearchParams(query)}`
}
