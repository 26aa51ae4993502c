import type { ReactNode } from 'react'
import { EntryShell } from '@/components/shell/entry-shell'
import { translations } from '@/lib/server/i18n'
import { shellPreferences } from '../shell-preferences'

export default async function RevokeLayout({ children }: { children: ReactNode }) {
  const t = await translations('common')
  return (
    <EntryShell brand={t('brand')} preferences={await shellPreferences()}>
      {children}
    </EntryShell>
  )
}
