import type { Metadata } from 'next'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Notice } from '@/components/ui/notice'
import { isLiveActivation } from '@/lib/identity/activate-customer'
import { passwordLength } from '@/lib/identity/password-length'
import { routes } from '@/lib/routes'
import { clientMessages, translations } from '@/lib/server/i18n'
import { activateAction } from './actions'
import { ActivateForm } from './activate-form'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translations('activate'))('title'), robots: 'noindex' }
}

/** What a one-time link leads to. Says nothing of whose account it is. */
export default async function ActivatePage({ searchParams }: Props) {
  const { token } = await searchParams
  const t = await translations('activate')
  if (typeof token !== 'string' || !(await isLiveActivation(token)))
    return (
      <>
        <h1>{t('over_title')}</h1>
        <Notice tone="warn">
          <p>{t('over_body')}</p>
        </Notice>
        <p>{t('over_next')}</p>
        <ButtonLink href={routes.signIn()} className="justify-self-start">
          {t('over_sign_in')}
        </ButtonLink>
      </>
    )
  return (
    <>
      <header className="grid gap-1">
        <h1>{t('title')}</h1>
        <p className="text-ink-2">{t('lead')}</p>
      </header>
      <Card>
        <ActivateForm
          action={activateAction}
          token={token}
          minLength={passwordLength.least}
          messages={await clientMessages('activate', 'form_')}
        />
      </Card>
    </>
  )
}
