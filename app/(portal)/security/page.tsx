import type { Metadata } from 'next'
import { PasswordForm } from '@/components/account/password-form'
import { SessionList } from '@/components/account/session-list'
import { SessionsForm } from '@/components/account/sessions-form'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmailAddress } from '@/components/ui/email-address'
import { Fact, Facts } from '@/components/ui/facts'
import { PageHeader } from '@/components/ui/page-header'
import { listSessions } from '@/lib/identity/list-sessions'
import { passwordLength } from '@/lib/identity/password-length'
import { readProfile } from '@/lib/identity/read-profile'
import { routes } from '@/lib/routes'
import { requireActor } from '@/lib/server/current-actor'
import { formats } from '@/lib/server/formats'
import { clientMessages, translations } from '@/lib/server/i18n'
import { ApiSessionsCard } from '../api-sessions-card'
import { changePasswordAction, endSessionsAction } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  const t = await translations('security')
  return { title: t('title') }
}

export default async function SecurityPage() {
  const actor = await requireActor(routes.security())
  const t = await translations('security')
  const { date } = await formats()
  const [sessions, profile] = await Promise.all([listSessions(actor), readProfile(actor)])
  return (
    <>
      <PageHeader title={t('title')}>{t('lead')}</PageHeader>
      <Card className="grid gap-2">
        <h2>{t('sessions_title')}</h2>
        <p className="text-hint text-ink-2">{t('sessions_lead')}</p>
        <SessionsForm action={endSessionsAction} messages={await clientMessages('security', 'ended_')}>
          <SessionList sessions={sessions} />
          {sessions.length > 1 && (
            <Button type="submit" name="session" value="others" look="grave" className="justify-self-start">
              {t('end_others')}
            </Button>
          )}
        </SessionsForm>
      </Card>
      <ApiSessionsCard actor={actor} keyId={null} />
      <Card className="grid gap-5">
        <div className="grid gap-1">
          <h2>{t('password_title')}</h2>
          <p className="text-hint text-ink-2">
            {t('password_lead', { when: date(profile.passwordChangedAt) })}
          </p>
        </div>
        <PasswordForm
          action={changePasswordAction}
          messages={await clientMessages('security', 'password_')}
          minLength={passwordLength.least}
        />
      </Card>
      <Card className="grid gap-4">
        <div className="grid gap-1">
          <h2>{t('record_title')}</h2>
          <p className="text-hint text-ink-2">{t('record_lead')}</p>
        </div>
        <Facts>
          <Fact label={t('record_name')}>{profile.name}</Fact>
          <Fact label={t('record_id')} mono>
            {profile.nationalId}
          </Fact>
          <Fact label={t('record_phone')} mono>
            {profile.phone}
          </Fact>
          <Fact label={t('record_email')} mono>
            <EmailAddress>{profile.email}</EmailAddress>
          </Fact>
        </Facts>
      </Card>
    </>
  )
}
