import type { Metadata } from 'next'
import { PasswordForm } from '@/components/account/password-form'
import { SessionList } from '@/components/account/session-list'
import { SessionsForm } from '@/components/account/sessions-form'
import { Card } from '@/components/ui/card'
import { EmailAddress } from '@/components/ui/email-address'
import { Fact, Facts } from '@/components/ui/facts'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { passwordLength } from '@/lib/identity/password-length'
import { routes } from '@/lib/routes'
import { requireStaff } from '@/lib/server/current-staff'
import { formats } from '@/lib/server/formats'
import { clientMessages, translations } from '@/lib/server/i18n'
import { listOwnSessions } from '@/lib/staff/own-sessions'
import { readOwnAccount } from '@/lib/staff/read-own-account'
import { changeStaffPasswordAction, endStaffSessionAction, renewRecoveryCodesAction } from './actions'
import { CodesForm } from './codes-form'

export async function generateMetadata(): Promise<Metadata> {
  const t = await translations('desk')
  return { title: t('account') }
}

/** One's own sign-in: who the desk takes one for, where one is signed in, password and recovery codes. */
export default async function StaffAccountPage() {
  const actor = await requireStaff('desk:read', routes.staffAccount())
  const t = await translations('desk')
  const security = await translations('security')
  const { date } = await formats()
  const [account, sessions] = await Promise.all([readOwnAccount(actor), listOwnSessions(actor)])
  const left = account.recoveryCodesLeft
  return (
    <>
      <PageHeader title={t('account')}>{t('account_lead')}</PageHeader>
      {account.recovered && (
        <Notice tone="warn">
          <p>{t('account_recovered', { left })}</p>
        </Notice>
      )}
      <Card className="grid gap-4">
        <h2>{t('account_who')}</h2>
        <Facts>
          <Fact label={t('account_name')}>{account.name}</Fact>
          <Fact label={t('account_email')} mono>
            <EmailAddress>{account.email}</EmailAddress>
          </Fact>
          <Fact label={t('account_role')}>
            {t(`role_${actor.role}`)}
            <span className="block text-hint text-ink-2">{t(`account_role_${actor.role}`)}</span>
          </Fact>
        </Facts>
      </Card>
      <Card className="grid gap-2">
        <h2>{security('sessions_title')}</h2>
        <p className="text-hint text-ink-2">{security('sessions_lead')}</p>
        <SessionsForm action={endStaffSessionAction} messages={await clientMessages('security', 'ended_')}>
          <SessionList sessions={sessions} />
        </SessionsForm>
      </Card>
      <Card className="grid gap-5">
        <div className="grid gap-1">
          <h2>{t('account_password')}</h2>
          <p className="text-hint text-ink-2">
            {t('account_password_lead', { when: date(account.passwordChangedAt) })}
          </p>
        </div>
        <PasswordForm
          action={changeStaffPasswordAction}
          messages={await clientMessages('security', 'password_')}
          minLength={passwordLength.least}
        />
      </Card>
      <Card className="grid gap-5">
        <div className="grid gap-1">
          <h2>{t('account_codes')}</h2>
          <p className="text-hint text-ink-2">{t('account_codes_lead', { left })}</p>
        </div>
        <CodesForm
          action={renewRecoveryCodesAction}
          messages={await clientMessages('staffSignIn', 'codes_', 'renew_')}
        />
      </Card>
    </>
  )
}
