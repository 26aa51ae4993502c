import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { Card } from '@/components/ui/card'
import { Notice } from '@/components/ui/notice'
import { env } from '@/lib/env'
import { routes } from '@/lib/routes'
import { cookieNames } from '@/lib/server/cookie-names'
import { currentStaff } from '@/lib/server/current-staff'
import { clientMessages, translations } from '@/lib/server/i18n'
import { safeStaffNext } from '@/lib/server/safe-staff-next'
import { staffSignInAction } from './actions'
import { StaffDemoBox } from './demo-box'
import { StaffSignInForm } from './sign-in-form'

type Query = Record<string, string | string[] | undefined>

export async function generateMetadata(): Promise<Metadata> {
  const t = await translations('staffSignIn')
  return { title: t('title') }
}

export default async function StaffSignInPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams
  const next = safeStaffNext(query.next)
  const staff = await currentStaff()
  if (staff) redirect(staff.complete ? next : routes.staffAuthenticator())
  const t = await translations('staffSignIn')
  const news = await newsOf(query)
  return (
    <>
      <header className="grid gap-1">
        <h1>{t('title')}</h1>
        <p className="text-ink-2">{t('lead')}</p>
      </header>
      {news && (
        <Notice tone={news === 'activated' ? 'ok' : 'info'}>
          <p>{t(news)}</p>
        </Notice>
      )}
      <Card>
        <StaffSignInForm
          action={staffSignInAction}
          next={next}
          messages={await clientMessages('staffSignIn', 'form_')}
        />
      </Card>
      {env().SIGNET_MODE === 'demo' && <StaffDemoBox />}
    </>
  )
}

/** Why somebody is here, if there is something to say. */
async function newsOf(query: Query): Promise<'activated' | 'signed_out' | 'ended' | null> {
  if (query.activated !== undefined) return 'activated'
  if (query.out !== undefined) return 'signed_out'
  // A session's cookie that opens nothing any more.
  return (await cookies()).has(cookieNames.staffSession) ? 'ended' : null
}
