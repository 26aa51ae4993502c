import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { EntryShell } from '@/components/shell/entry-shell'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { TextLink } from '@/components/ui/link'
import { PageHeader } from '@/components/ui/page-header'
import { env } from '@/lib/env'
import { outboxMessages } from '@/lib/notices/outbox-messages'
import { routes } from '@/lib/routes'
import { translations } from '@/lib/server/i18n'
import { demoAuthenticatorCodes } from '@/lib/staff/demo-authenticator-codes'
import { shellPreferences } from '../../shell-preferences'
import { AuthenticatorCodes } from './authenticator-codes'
import { MessageCard } from './message-card'

/** A code that was just sent must not drown in what was sent before. */
const shownAtOnce = 10

export async function generateMetadata(): Promise<Metadata> {
  if (env().SIGNET_MODE !== 'demo') notFound()
  return { title: (await translations('demo'))('outbox_title') }
}

/** What the demo would have sent. It exists in the demo only. */
export default async function OutboxPage() {
  if (env().SIGNET_MODE !== 'demo') notFound()
  const t = await translations('demo')
  const common = await translations('common')
  const [messages, codes] = [await outboxMessages(), await demoAuthenticatorCodes()]
  return (
    <EntryShell brand={common('brand')} preferences={await shellPreferences()}>
      <PageHeader
        title={t('outbox_title')}
        action={
          <ButtonLink href={routes.demoOutbox()} look="primary">
            {t('outbox_refresh')}
          </ButtonLink>
        }
      >
        <p>{t('outbox_intro')}</p>
      </PageHeader>
      <AuthenticatorCodes codes={codes} />
      {messages.length > 0 ? (
        <>
          <ol aria-label={t('outbox_list')} className="grid min-w-0 gap-4">
            {messages.slice(0, shownAtOnce).map((message) => (
              <MessageCard key={message.id} message={message} />
            ))}
          </ol>
          {messages.length > shownAtOnce && (
            <details className="grid min-w-0 gap-4">
              <summary className="min-h-11 cursor-pointer py-2.5 font-semibold text-accent">
                {t('outbox_earlier', { count: messages.length - shownAtOnce })}
              </summary>
              <ol aria-label={t('outbox_earlier_list')} className="grid min-w-0 gap-4">
                {messages.slice(shownAtOnce).map((message) => (
                  <MessageCard key={message.id} message={message} />
                ))}
              </ol>
            </details>
          )}
        </>
      ) : (
        <Card>
          <EmptyState title={t('outbox_empty_title')}>
            <p>{t('outbox_empty_body')}</p>
          </EmptyState>
        </Card>
      )}
      <TextLink href={`${routes.demoOutbox()}.json`} className="justify-self-start">
        {t('outbox_json')}
      </TextLink>
    </EntryShell>
  )
}
