import type { Metadata } from 'next'
import { EventList } from '@/components/activity/event-list'
import { eventWords } from '@/components/activity/event-words'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { TextLink } from '@/components/ui/link'
import { PageHeader } from '@/components/ui/page-header'
import { listActivity } from '@/lib/audit/list-activity'
import { activityQuerySchema } from '@/lib/audit/schema'
import { routes } from '@/lib/routes'
import { requireActor } from '@/lib/server/current-actor'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'
import { currentLocale } from '@/lib/server/preferences'
import { activityHref } from './activity-href'
import { KindFilter } from './kind-filter'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translations('activity'))('title') }
}

export default async function ActivityPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const query = activityQuerySchema.parse(await searchParams)
  const actor = await requireActor(activityHref(query))
  const t = await translations('activity')
  const { zone } = await formats()
  const locale = await currentLocale()
  const { events, older } = await listActivity(actor, query)
  return (
    <>
      <PageHeader title={t('title')}>
        <p>{t('intro', { zone })}</p>
      </PageHeader>
      <KindFilter current={query.kind} />
      {events.length > 0 ? (
        <EventList
          events={events}
          words={(event) => eventWords(t, locale, event)}
          source={({ actorKind }) =>
            actorKind === 'system' ? t('by_system') : actorKind === 'staff' ? t('by_support') : null
          }
        />
      ) : (
        <Card>
          <EmptyState
            title={t('empty_title')}
            action={<TextLink href={routes.activity()}>{t('show_all')}</TextLink>}
          >
            <p>{t('empty_body')}</p>
          </EmptyState>
        </Card>
      )}
      {(older || query.before) && (
        <nav aria-label={t('pages_label')} className="flex flex-wrap justify-between gap-4">
          {query.before && (
            <TextLink href={activityHref({ kind: query.kind, before: null })}>{t('newest')}</TextLink>
          )}
          {older && (
            <TextLink className="ml-auto" href={activityHref({ kind: query.kind, before: older })}>
              {t('older')}
            </TextLink>
          )}
        </nav>
      )}
    </>
  )
}
