import { eventWords } from '@/components/activity/event-words'
import { Card, CardHead } from '@/components/ui/card'
import { TextLink } from '@/components/ui/link'
import type { ActivityEvent } from '@/lib/audit/list-activity'
import { routes } from '@/lib/routes'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'
import { currentLocale } from '@/lib/server/preferences'

/** The last few things that happened on the account. */
export async function Lately({ events }: { events: ActivityEvent[] }) {
  const t = await translations('home')
  const words = await translations('activity')
  const locale = await currentLocale()
  const format = await formats()
  return (
    <Card padded={false} aria-labelledby="lately">
      <div className="p-4 sm:px-6 sm:pt-5">
        <CardHead
          id="lately"
          title={t('lately')}
          aside={<TextLink href={routes.activity()}>{t('all_activity')}</TextLink>}
        />
      </div>
      <ol>
        {events.map((event) => (
          <li
            key={event.id}
            className="grid gap-x-6 gap-y-0.5 border-t border-line px-4 py-3 sm:grid-cols-[8rem_minmax(0,1fr)] sm:px-6"
          >
            <time
              dateTime={event.at.toISOString()}
              title={format.dateTime(event.at)}
              className="text-hint text-ink-2 first-letter:uppercase max-sm:row-start-2 sm:pt-px"
            >
              {format.relative(event.at)}
            </time>
            <p className="wrap-anywhere">{eventWords(words, locale, event)}</p>
          </li>
        ))}
      </ol>
    </Card>
  )
}
