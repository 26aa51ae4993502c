import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { separator } from '@/components/ui/separator'
import type { StaffActor } from '@/lib/access/actor'
import { listCustomerApiSessions } from '@/lib/desk/list-customer-api-sessions'
import { deviceName } from '@/lib/net/device-name'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'
import { ApiSessionActs } from '../acts/session-acts'

/** The programs that are or were logged in to the API for a customer. */
export async function ApiSessions({ actor, customerId }: { actor: StaffActor; customerId: string }) {
  const t = await translations('deskCustomer')
  const { dateTime, relative } = await formats()
  const sessions = await listCustomerApiSessions(actor, customerId)
  return (
    <Card padded={false} aria-labelledby="api-sessions">
      <h2 id="api-sessions" className="px-4 pt-4 pb-3 sm:px-6 sm:pt-5">
        {t('api_sessions_title')}
      </h2>
      {sessions.length === 0 && <p className="px-4 pb-5 text-ink-2 sm:px-6">{t('api_sessions_none')}</p>}
      <ul className="divide-y divide-line border-t border-line empty:hidden">
        {sessions.map(({ id, keyName, address, userAgent, createdAt, lastUsedAt, ended }) => {
          const client = deviceName(userAgent)
          return (
            <li
              key={id}
              className="grid gap-x-6 gap-y-2 px-4 py-4 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-center sm:px-6"
            >
              <div className="grid min-w-0 gap-0.5">
                <p className="flex flex-wrap items-center gap-x-3 gap-y-1 font-semibold wrap-anywhere">
                  {keyName === null ? t('api_session_account') : t('api_session_key', { name: keyName })}
                  <Badge tone={ended ? 'off' : 'ok'} icon={ended ? 'pause' : 'check'}>
                    {t(ended ? 'session_over' : 'session_live')}
                  </Badge>
                </p>
                <p className="text-hint text-ink-2">
                  <span className="font-mono wrap-anywhere">{address}</span>
                  {client && (
                    <>
                      {separator}
                      <span className="wrap-anywhere">{client}</span>
                    </>
                  )}
                  {separator}
                  {t('api_session_began', { when: dateTime(createdAt) })}
                  {separator}
                  {ended
                    ? t('api_session_over', { when: dateTime(ended.at), reason: ended.reason })
                    : t('api_session_used', { when: relative(lastUsedAt) })}
                </p>
              </div>
              {!ended && (
                <div className="justify-self-start empty:hidden">
                  <ApiSessionActs sessionId={id} address={address} role={actor.role} />
                </div>
              )}
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
