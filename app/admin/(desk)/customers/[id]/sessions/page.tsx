import type { Metadata } from 'next'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { separator } from '@/components/ui/separator'
import { listCustomerSessions } from '@/lib/desk/list-customer-sessions'
import { partQuerySchema } from '@/lib/desk/schema'
import { deviceName } from '@/lib/net/device-name'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'
import { SessionActs } from '../acts/session-acts'
import { customerMetadata, requireCustomer } from '../customer-frame'
import { PartPage } from '../part-page'
import { ApiSessions } from './api-sessions'

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return customerMetadata((await params).id, 'sessions')
}

export default async function CustomerSessionsPage({ params, searchParams }: Props) {
  const { id } = await params
  const query = partQuerySchema.parse(await searchParams)
  const { actor, customer } = await requireCustomer(id, 'sessions')
  const t = await translations('deskCustomer')
  const { dateTime, relative } = await formats()
  const { rows, older } = await listCustomerSessions(actor, id, query)
  return (
    <PartPage
      customer={customer}
      part="sessions"
      query={query}
      older={older}
      empty={rows.length === 0}
      lead={<ApiSessions actor={actor} customerId={id} />}
    >
      <Card padded={false} aria-labelledby="portal-sessions">
        <h2 id="portal-sessions" className="px-4 pt-4 pb-3 sm:px-6 sm:pt-5">
          {t('sessions_portal')}
        </h2>
        <ul className="divide-y divide-line border-t border-line">
          {rows.map(({ id, address, userAgent, factors, createdAt, lastSeenAt, endedAt }) => {
            const device = deviceName(userAgent)
            const code = factors.some((factor) => factor.startsWith('otp'))
            return (
              <li
                key={id}
                className="grid gap-x-6 gap-y-2 px-4 py-4 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-center sm:px-6"
              >
                <div className="grid min-w-0 gap-0.5">
                  <p className="flex flex-wrap items-center gap-x-3 gap-y-1 font-semibold">
                    {device}
                    <Badge tone={endedAt ? 'off' : 'ok'} icon={endedAt ? 'pause' : 'check'}>
                      {t(endedAt ? 'session_over' : 'session_live')}
                    </Badge>
                  </p>
                  <p className="text-hint text-ink-2">
                    <span className="font-mono wrap-anywhere">{address}</span>
                    {separator}
                    {t('session_began', { when: dateTime(createdAt) })}
                    {separator}
                    {t('session_with', { code: String(code) })}
                    {separator}
                    {endedAt
                      ? t('session_ended', { when: dateTime(endedAt) })
                      : t('session_seen', { when: relative(lastSeenAt) })}
                  </p>
                </div>
                {!endedAt && (
                  <div className="justify-self-start empty:hidden">
                    <SessionActs sessionId={id} about={`${device}, ${address}`} role={actor.role} />
                  </div>
                )}
              </li>
            )
          })}
        </ul>
      </Card>
    </PartPage>
  )
}
