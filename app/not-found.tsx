import type { Metadata } from 'next'
import { EntryShell } from '@/components/shell/entry-shell'
import { NotFoundMessage } from '@/components/shell/not-found-message'
import { translations } from '@/lib/server/i18n'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translations('common'))('not_found_title') }
}

export default async function NotFound() {
  const t = await translations('common')
  return (
    <EntryShell brand={t('brand')}>
      <NotFoundMessage
        words={{ title: t('not_found_title'), body: t('not_found_body'), home: t('to_home') }}
      />
    </EntryShell>
  )
}
