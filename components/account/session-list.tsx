import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { separator } from '@/components/ui/separator'
import { clock } from '@/lib/clock'
import type { ListedSession } from '@/lib/identity/list-sessions'
import { describeUserAgent } from '@/lib/net/describe-user-agent'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'

/** Seen within a minute counts as now. */
const activeMs = 60_000
const phones = ['iPhone', 'iPad', 'Android']

/** The live sign-ins; every one but the present can be ended. */
export async function SessionList({ sessions }: { sessions: ListedSession[] }) {
  const t = await translations('security')
  const { dateTime, relative } = await formats()
  return (
    <ul className="grid divide-y divide-line">
      {sessions.map(({ id, address, userAgent, createdAt, lastSeenAt, present }) => {
        const { browser, system } = describeUserAgent(userAgent)
        const device = system
          ? t('device', { browser: browser ?? t('unknown_browser'), system })
          : (browser ?? t('unknown_browser'))
        return (
          <li
            key={id}
            className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-3 py-4 sm:flex sm:items-center"
          >
            <Icon
              name={phones.includes(system ?? '') ? 'phone' : 'screen'}
              className="mt-0.5 size-5 text-ink-2"
            />
            <div className="grid min-w-0 grow gap-0.5">
              <p className="flex flex-wrap items-center gap-x-3 gap-y-1 font-semibold">
                {device}
                {present && (
                  <Badge tone="ok" icon="check">
                    {t('this_one')}
                  </Badge>
                )}
              </p>
              <p className="text-hint text-ink-2">
                <span className="font-mono wrap-anywhere">{address}</span>
                {separator}
                {present || clock.now().getTime() - lastSeenAt.getTime() < activeMs
                  ? t('active_now')
                  : t('last_seen', { when: relative(lastSeenAt) })}
                {separator}
                {t('signed_in', { when: dateTime(createdAt) })}
              </p>
            </div>
            {!present && (
              <Button
                type="submit"
                name="session"
                value={id}
                className="col-start-2 justify-self-start"
                aria-label={t('end_one', { device, address })}
              >
                {t('end')}
              </Button>
            )}
          </li>
        )
      })}
    </ul>
  )
}
