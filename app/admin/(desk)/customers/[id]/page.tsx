import type { Metadata } from 'next'
import { EventList } from '@/components/activity/event-list'
import { staffEventWords } from '@/components/activity/staff-event-words'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { TextLink } from '@/components/ui/link'
import { Pager } from '@/components/ui/pager'
import { Pills } from '@/components/ui/pills'
import { listTimeline } from '@/lib/desk/list-timeline'
import { type TimelineQuery, timelineKinds, timelineQuerySchema } from '@/lib/desk/schema'
import { routes } from '@/lib/routes'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'
import { currentLocale } from '@/lib/server/preferences'
import { AccountCard } from './account-card'
import { CustomerFrame, customerMetadata, requireCustomer } from './customer-frame'
import { timelineText } from './timeline-text'

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return customerMetadata((await params).id)
}

export default async function CustomerPage({ params, searchParams }: Props) {
  const { id } = await params
  const query = timelineQuerySchema.parse(await searchParams)
  const { actor, customer } = await requireCustomer(id)
  const t = await translations('deskCustomer')
  const locale = await currentLocale()
  const { zone } = await formats()
  const { events, older } = await listTimeline(actor, id, query)
  return (
    <CustomerFrame customer={customer}>
      {!query.before && !query.kind && <AccountCard customer={customer} role={actor.role} />}
      <section aria-labelledby="timeline" className="grid min-w-0 gap-4">
        <div className="grid gap-1">
          <h2 id="timeline">{t('part_timeline')}</h2>
          <p className="text-hint text-ink-2">{t('timeline_intro', { zone })}</p>
        </div>
        <Pills
          label={t('kind_label')}
          items={[null, ...timelineKinds].map((kind) => ({
            href: hrefOf(id, { kind, before: null }),
            label: t(`kind_${kind ?? 'all'}`),
            current: kind === query.kind,
          }))}
        />
        {events.length > 0 ? (
          <EventList
            events={events}
            words={(event) => staffEventWords(locale, event)}
            {...(await timelineText())}
          />
        ) : (
          <Card>
            <EmptyState
              title={t('timeline_empty')}
              action={query.kind && <TextLink href={routes.deskCustomer(id)}>{t('show_all')}</TextLink>}
            >
              <p>{t('timeline_empty_body')}</p>
            </EmptyState>
          </Card>
        )}
        <Pager
          label={t('pages_label')}
          first={
            query.before ? { href: hrefOf(id, { kind: query.kind, before: null }), label: t('newest') } : null
          }
          next={older ? { href: hrefOf(id, { kind: query.kind, before: older }), label: t('older') } : null}
        />
      </section>
    </CustomerFrame>
  )
}

/** The way through the timeline stays at the timeline, below the account. */
function hrefOf(id: string, { kind, before }: TimelineQuery): string {
  const query = new URLSearchParams({ ...(kind && { kind }), ...(before && { before }) }).toString()
  return query ? `${routes.deskCustomer(id)}?${query}#timeline` : routes.deskCustomer(id)
}
