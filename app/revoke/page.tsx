import type { Metadata } from 'next'
import { HereForm } from '@/components/revoke/here-form'
import { Card } from '@/components/ui/card'
import { TextLink } from '@/components/ui/link'
import { serialNumberSchema } from '@/lib/certificates/schema'
import { env } from '@/lib/env'
import { routes } from '@/lib/routes'
import { clientMessages, translations } from '@/lib/server/i18n'
import { openRevocationAction, revokeByKeyAction } from './actions'
import { CommandCard } from './command-card'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translations('revoke'))('title') }
}

/** For whoever holds a certificate's key and can't, or need not, sign in. Says nothing of whose certificate it is. */
export default async function RevokePage({ searchParams }: Props) {
  const { serial } = await searchParams
  const typed = typeof serial === 'string' ? serial : null
  const read = serialNumberSchema.safeParse(typed ?? '')
  const t = await translations('revoke')
  return (
    <>
      <header className="grid gap-2">
        <h1>{t('title')}</h1>
        <p className="text-ink-2">{t('lead')}</p>
        <p className="text-ink-2">
          {t('sign_in_instead')} <TextLink href={routes.certificates()}>{t('to_certificates')}</TextLink>
        </p>
      </header>
      <Card aria-labelledby="here" className="grid gap-4">
        <div className="grid gap-1">
          <h2 id="here">{t('here_title')}</h2>
          <p className="text-ink-2">{t('here_body')}</p>
        </div>
        <noscript>{t('no_script')}</noscript>
        <HereForm
          actions={{ open: openRevocationAction, revoke: revokeByKeyAction }}
          timeZone={env().SIGNET_TIME_ZONE}
          messages={await clientMessages('revoke', 'form_')}
        />
      </Card>
      <CommandCard typed={typed} serialNumber={read.success ? read.data : null} />
    </>
  )
}
