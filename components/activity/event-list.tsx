import type { ReactNode } from 'react'
import { Icon, type IconName } from '@/components/ui/icon'
import { separator } from '@/components/ui/separator'
import type { ActivityEvent } from '@/lib/audit/list-activity'
import { deviceName } from '@/lib/net/device-name'
import { formats } from '@/lib/server/formats'

const icons: Record<string, IconName> = {
  signin: 'sign-in',
  session: 'sign-in',
  sessions: 'sign-in',
  certificate: 'certificate',
  key: 'key',
  notice: 'mail',
}

/** How its page says an event. */
export type EventText<E> = {
  words: (event: E) => string
  /** Where it came from, where that is not an address and a browser. */
  source: (event: E) => string | null
  /** What else is known of it. */
  note?: (event: E) => ReactNode
}

/** The events of one page, a card for each day. */
export async function EventList<E extends ActivityEvent>({
  events,
  ...text
}: EventText<E> & { events: E[] }) {
  const format = await formats()
  const days = new Map<string, E[]>()
  for (const event of events) {
    const day = format.date(event.at)
    days.set(day, [...(days.get(day) ?? []), event])
  }
  return [...days].map(([day, ofDay]) => (
    <section key={day} aria-label={day} className="grid min-w-0 gap-2">
      <h2 className="text-hint text-ink-2">{day}</h2>
      <ol className="divide-y divide-line rounded border border-line bg-surface shadow-card">
        {ofDay.map((event) => (
          <EventRow key={event.id} event={event} time={format.time(event.at)} {...text} />
        ))}
      </ol>
    </section>
  ))
}

function EventRow<E extends ActivityEvent>({
  event,
  time,
  words,
  source,
  note,
}: EventText<E> & { event: E; time: string }) {
  const { action, at, address, userAgent } = event
  const isRefusal = /\.(\w+_)?(refused|failed|throttled|held_back)$/.test(action)
  const icon = isRefusal ? 'alert' : (icons[action.split('.')[0] ?? ''] ?? 'shield')
  const from = source(event) ?? [address, userAgent && deviceName(userAgent)].filter(Boolean).join(separator)
  return (
    <li className="grid grid-cols-[auto_auto_minmax(0,1fr)] gap-x-3 px-4 py-3 sm:grid-cols-[3rem_auto_minmax(0,1fr)] sm:px-6">
      <time
        dateTime={at.toISOString()}
        className="col-start-2 row-start-2 text-hint text-ink-2 sm:col-start-1 sm:row-start-1 sm:pt-px"
      >
        {time}
      </time>
      <Icon
        name={icon}
        className={`col-start-1 row-start-1 mt-0.5 size-5 sm:col-start-2 ${isRefusal ? 'text-seal' : 'text-ink-3'}`}
      />
      <p className="col-span-2 col-start-2 row-start-1 wrap-anywhere sm:col-span-1 sm:col-start-3">
        {words(event)}
      </p>
      <p className="col-start-3 row-start-2 text-hint text-ink-2 wrap-anywhere">{from}</p>
      {note && <div className="col-start-2 col-end-4 row-start-3 sm:col-start-3">{note(event)}</div>}
    </li>
  )
}
