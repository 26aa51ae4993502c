import type { Metadata } from 'next'
import { noticeSubject } from '@/components/activity/notice-subject'
import { Badge, type BadgeIcon, type Tone } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { separator } from '@/components/ui/separator'
import { type DeskMessage, listCustomerMessages } from '@/lib/desk/list-customer-messages'
import { partQuerySchema } from '@/lib/desk/schema'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'
import { currentLocale } from '@/lib/server/preferences'
import { MessageActs } from '../acts/message-acts'
import { customerMetadata, requireCustomer } from '../customer-frame'
import { PartPage } from '../part-page'

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const looks: Record<DeskMessage['status'], { tone: Tone; icon: BadgeIcon }> = {
  pending: { tone: 'off', icon: 'hourglass' },
  sent: { tone: 'ok', icon: 'check' },
  held: { tone: 'off', icon: 'pause' },
  failed: { tone: 'bad', icon: 'alert' },
  expired: { tone: 'off', icon: 'ban' },
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return customerMetadata((await params).id, 'messages')
}

export default async function CustomerMessagesPage({ params, searchParams }: Props) {
  const { id } = await params
  const query = partQuerySchema.parse(await searchParams)
  const { actor, customer } = await requireCustomer(id, 'messages')
  const t = await translations('deskCustomer')
  const locale = await currentLocale()
  const { dateTime } = await formats()
  const { rows, older } = await listCustomerMessages(actor, id, query)
  return (
    <PartPage customer={customer} part="messages" query={query} older={older} empty={rows.length === 0}>
      <Card padded={false}>
        <ul className="divide-y divide-line">
          {rows.map(
            ({ id, channel, template, values, to, status, attempts, createdAt, sentAt, lastError }) => {
              const subject = noticeSubject(locale, template, values)
              const facts = [
                t('message_channel', { channel }),
                t('message_to', { to }),
                dateTime(createdAt),
                t('message_attempts', { attempts }),
                sentAt && t('message_sent', { when: dateTime(sentAt) }),
                lastError && t('message_error', { error: lastError }),
              ].filter(Boolean)
              return (
                <li
                  key={id}
                  id={`message-${id}`}
                  className="grid gap-x-6 gap-y-2 px-4 py-4 target:bg-accent-wash sm:grid-cols-[minmax(0,1fr)_auto] sm:items-center sm:px-6"
                >
                  <div className="grid min-w-0 gap-0.5">
                    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 font-semibold wrap-anywhere">
                      {subject}
                      <Badge {...looks[status]}>{t(`message_status_${status}`)}</Badge>
                    </p>
                    <p className="text-hint text-ink-2 wrap-anywhere">{facts.join(separator)}</p>
                  </div>
                  <div className="justify-self-start empty:hidden">
                    <MessageActs
                      outboxId={id}
                      about={subject}
                      resendable={values !== null && status !== 'pending'}
                      role={actor.role}
                    />
                  </div>
                </li>
              )
            },
          )}
        </ul>
      </Card>
    </PartPage>
  )
}
