import type { Metadata } from 'next'
import { KeyPage } from '@/components/keys/key-page'
import { listKeys } from '@/lib/keys/list-keys'
import { newKeyObstacle } from '@/lib/keys/new-key-obstacle'
import { listKeysSchema } from '@/lib/keys/schema'
import { keyStates } from '@/lib/keys/status-of'
import { policy } from '@/lib/policies/policy'
import { routes } from '@/lib/routes'
import { requireActor } from '@/lib/server/current-actor'
import { translations } from '@/lib/server/i18n'
import { requestKeyStanding } from '@/lib/server/key-standing'
import { keyRows } from './key-rows'
import { obstacleWords } from './obstacle-words'

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
  return (
    <KeyPage
      title={t('title')}
      active={t('active_of', { active: activeCount, max })}
      count={activeCount}
      max={max}
      add={t('add')}
      obstacle={obstacle && (await obstacleWords(actor, obstacle))}
      filter={
        hasNone
          ? null
          : {
              search: query.search,
              state: query.state,
              words: {
                search: t('search_label'),
                searchHint: t('search_hint'),
                state: t('state_label'),
                any: t('state_any'),
                submit: t('filter'),
              },
              states: keyStates.map((state) => ({ value: state, label: t(`state_${state}`) })),
            }
      }
      columns={{
        key: t('column_key'),
        can: t('column_can'),
        from: t('column_from'),
        days: t('column_until'),
        status: t('column_status'),
      }}
      keys={JSON.stringify(await keyRows(keys))}
      empty={
        hasNone
          ? { title: t('empty_title'), body: t('empty_body') }
          : keys.length === 0
            ? { title: t('none_title'), body: t('none_body'), clear: t('filter_clear') }
            : null
      }
      list={t('list_label')}
      first={query.after ? { href: pageHref(query.search, query.state, null), label: t('newest') } : null}
      next={next ? { href: pageHref(query.search, query.state, next), label: t('older') } : null}
    />
  )
}

function pageHref(search: string, state: string | null, after: string | null): string {
  const query = Object.entries({ search, state, after }).filter(
    (entry): entry is [string, string] => !!entry[1],
  )
  return `${routes.keys()}?${new URLSearchParams(query)}`
}
