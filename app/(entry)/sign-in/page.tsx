import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { Card } from '@/components/ui/card'
import { TextLink } from '@/components/ui/link'
import { Notice } from '@/components/ui/notice'
import { env } from '@/lib/env'
import { routes } from '@/lib/routes'
import { cookieNames } from '@/lib/server/cookie-names'
import { currentSession } from '@/lib/server/current-actor'
import { clientMessages, translations } from '@/lib/server/i18n'
import { safeNext } from '@/lib/server/safe-next'
import { signInAction } from './actions'
import { DemoBox } from './demo-box'
import { SignInForm } from './sign-in-form'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await translations('signIn')
  return { title: t('title') }
}

export default async function SignInPage({ searchParams }: Props) {
  const query = await searchParams
  const next = safeNext(query.next)
  if (await currentSession()) redirect(next)
  const t = await translations('signIn')
  const news = await newsOf(query)
  return (
    <>
      <header className="grid gap-1">
        <h1>{t('title')}</h1>
        <p className="text-ink-2">{t('lead')}</p>
      </header>
      {news && (
        <Notice tone={news === 'failed' ? 'bad' : news === 'activated' ? 'ok' : 'info'}>
          <p>{t(news)}</p>
        </Notice>
      )}
      <Card>
        <SignInForm action={signInAction} next={next} messages={await clientMessages('signIn', 'form_')} />
      </Card>
      <p className="text-center text-hint">
        <TextLink href={routes.revoke()}>{t('revoke')}</TextLink>
      </p>
      {env().SIGNET_MODE === 'demo' && <DemoBox />}
    </>
  )
}

/**
 * Why somebody is here, if there is something to say: password chosen, signed out, session over, or the library's own
 * redirect.
 */
async function newsOf(
  query: Awaited<Props['searchParams']>,
): Promise<'signed_out' | 'ended' | 'failed' | 'activated' | null> {
  if (query.error !== undefined) return 'failed'
  if (query.activated !== undefined) return 'activated'
  if (query.out !== undefined) return 'signed_out'
  // A session's cookie that opens nothing any more.
  return (await cookies()).has(cookieNames.session) ? 'ended' : null
}
