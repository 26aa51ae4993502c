import type { Metadata } from 'next'
import { EntryShell } from '@/components/shell/entry-shell'
import { NotFoundMessage } from '@/components/shell/not-found-message'
import { currentSession } from '@/lib/server/current-actor'
import { translations } from '@/lib/server/i18n'
import PortalLayout from './(portal)/layout'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translations('common'))('not_found_title') }
}

/** Who is signed in keeps the frame, and with it the way to every page. */
export default async function NotFound() {
  const t = await translations('common')
  const message = (
    <NotFoundMessage words={{ title: t('not_found_title'), body: t('not_found_body'), home: t('to_home') }} />
  )
  if (await currentSession()) return <PortalLayout>{message}</PortalLayout>
  return <EntryShell brand={t('brand')}>{message}</EntryShell>
}
