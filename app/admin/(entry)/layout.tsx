import type { ReactNode } from 'react'
import { EntryShell } from '@/components/shell/entry-shell'
import { routes } from '@/lib/routes'
import { translations } from '@/lib/server/i18n'
import { shellPreferences } from '../../shell-preferences'

export default async function StaffEntryLayout({ children }: { children: ReactNode }) {
  const t = await translations('desk')
  return (
    <EntryShell brand={t('brand')} home={routes.desk()} preferences={await shellPreferences()}>
      {children}
    </EntryShell>
  )
}
