import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Button, ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'
import { routes } from '@/lib/routes'
import { currentStaff } from '@/lib/server/current-staff'
import { clientMessages, translations } from '@/lib/server/i18n'
import { readNewAuthenticator } from '@/lib/staff/read-new-authenticator'
import { staffSignOutAction } from '../sign-out-action'
import { confirmAuthenticatorAction } from './actions'
import { QrCode } from './qr-code'
import { SetUpForm } from './set-up-form'

export async function generateMetadata(): Promise<Metadata> {
  const t = await translations('staffSignIn')
  return { title: t('setup_title') }
}

/** The one page that a session of password alone opens. Once the authenticator counts, it shows the seed no more. */
export default async function AuthenticatorPage() {
  const staff = await currentStaff()
  if (!staff) redirect(routes.staffSignIn())
  const waiting = await readNewAuthenticator(staff)
  const t = await translations('staffSignIn')
  return (
    <>
      <header className="grid gap-1">
        <h1>{t('setup_title')}</h1>
        {waiting && <p className="text-ink-2">{t('setup_lead')}</p>}
      </header>
      <Card>
        <SetUpForm
          action={confirmAuthenticatorAction}
          open={waiting !== null}
          next={routes.desk()}
          messages={await clientMessages('staffSignIn', 'setup_', 'codes_')}
        >
          {waiting ? <Seed {...waiting} /> : <AlreadySetUp />}
        </SetUpForm>
      </Card>
      {waiting && (
        <form action={staffSignOutAction}>
          <Button type="submit" look="quiet">
            {t('setup_cancel')}
          </Button>
        </form>
      )}
    </>
  )
}

async function Seed({ email, uri, typed }: { email: string; uri: string; typed: string }) {
  const t = await translations('staffSignIn')
  return (
    <ol className="grid list-decimal gap-4 pl-5 marker:font-semibold marker:text-ink-2">
      <li>{t('setup_app')}</li>
      <li>
        <div className="grid gap-3">
          <p>{t('setup_scan')}</p>
          <QrCode text={uri} label={t('setup_qr', { email })} />
          <p className="text-hint text-ink-2">{t('setup_key_lead')}</p>
          <div className="flex flex-wrap items-center justify-between gap-3 rounded border border-line bg-sunken p-2.5 pl-3.5">
            <code className="min-w-0 grow basis-48 font-mono text-hint select-all">{typed}</code>
            <CopyButton
              value={typed}
              label={t('codes_copy')}
              copied={t('codes_copied')}
              failed={t('codes_copy_failed')}
              describe={t('setup_key_copy')}
            />
          </div>
        </div>
      </li>
      <li>{t('setup_type')}</li>
    </ol>
  )
}

async function AlreadySetUp() {
  const t = await translations('staffSignIn')
  return (
    <div className="grid gap-4">
      <p>{t('setup_done')}</p>
      <ButtonLink href={routes.desk()} look="primary" className="justify-self-start">
        {t('setup_to_desk')}
      </ButtonLink>
    </div>
  )
}
