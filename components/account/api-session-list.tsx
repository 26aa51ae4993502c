import { Button } from '@/components/ui/button'
import { separator } from '@/components/ui/separator'
import { deviceName } from '@/lib/net/device-name'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'
import type { ListedApiSession } from '@/lib/sessions/list-api-sessions'

/** Live API sessions, each with a button of the form around the list that ends it. */
export async function ApiSessionList({ sessions }: { sessions: ListedApiSession[] }) {
  const t = await translations('security')
  const { dateTime, relative } = await formats()
  return (
    <ul className="grid divide-y divide-line">
      {sessions.map(({ id, address, userAgent, createdAt, lastUsedAt }) => {
        const client = deviceName(userAgent) || t('api_unknown_client')
        return (
          <li key={id} className="grid gap-x-4 gap-y-3 py-4 sm:flex sm:items-center">
            <div className="grid min-w-0 grow gap-0.5">
              <p className="font-semibold wrap-anywhere">{client}</p>
              <p className="text-hint text-ink-2">
                <span className="font-mono wrap-anywhere">{address}</span>
                {separator}
                {t('api_last_used', { when: relative(lastUsedAt) })}
                {separator}
                {t('api_since', { when: dateTime(createdAt) })}
              </p>
            </div>
            <Button
              type="submit"
              name="id"
              value={id}
              className="justify-self-start"
              aria-label={t('api_end_one', { client, address })}
            >
              {t('api_end')}
            </Button>
          </li>
        )
      })}
    </ul>
  )
}
