import type { Metadata } from 'next'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { passwordLength } from '@/lib/identity/password-length'
import { routes } from '@/lib/routes'
import { clientMessages, translations } from '@/lib/server/i18n'
import { isLiveStaffActivation } from '@/lib/staff/activate-staff'
import { activateStaffAction } from './actions'
import { ActivateStaffForm } from './activate-form'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await translations('staffSignIn')
  return { title: t('activate_title') }
}

/** Behind the one-time link of a new member of staff. */
export default async function StaffActivatePage({ searchParams }: Props) {
  const { token } = await searchParams
  const t = await translations('staffSignIn')
  if (typeof token !== 'string' || !(await isLiveStaffActivation(token)))
    return (
      <>
        <h1>{t('activate_over_title')}</h1>
        <Card className="grid gap-4">
          <p>{t('activate_over')}</p>
          <ButtonLink href={routes.staffSignIn()} className="justify-self-start">
            {t('activate_to_sign_in')}
          </ButtonLink>
        </Card>
      </>
    )
  return (
    <>
      <header className="grid gap-1">
        <h1>{t('activate_title')}</h1>
        <p className="text-ink-2">{t('activate_lead')}</p>
      </header>
      <Card>
        <ActivateStaffForm
          action={activateStaffAction}
          token={token}
          minLength={passwordLength.least}
          messages={await clientMessages('staffSignIn', 'password_')}
        />
      </Card>
    </>
  )
}
