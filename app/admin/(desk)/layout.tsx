import type { ReactNode } from 'react'
import { AppShell } from '@/components/shell/app-shell'
import { roleMay } from '@/lib/access/staff-roles'
import { env } from '@/lib/env'
import { routes } from '@/lib/routes'
import { currentStaff } from '@/lib/server/current-staff'
import { translations } from '@/lib/server/i18n'
import { shellPreferences } from '../../shell-preferences'
import { staffSignOutAction } from '../(entry)/sign-out-action'

/** The frame of the desk. Who may see what is decided by the pages and the domain: for nobody it draws no frame. */
export default async function DeskLayout({ children }: { children: ReactNode }) {
  const staff = await currentStaff()
  if (!staff?.complete) return children
  const [t, common] = [await translations('desk'), await translations('common')]
  const { role } = staff
  return (
    <AppShell
      items={[
        { href: routes.desk(), label: t('desk') },
        ...(roleMay(role, 'customer:create')
          ? [{ href: routes.deskCustomerNew(), label: t('customer_new') }]
          : []),
        ...(roleMay(role, 'customer:import') ? [{ href: routes.deskImport(), label: t('import') }] : []),
        ...(roleMay(role, 'audit:read') ? [{ href: routes.deskAudit(), label: t('audit') }] : []),
        ...(roleMay(role, 'staff:read') ? [{ href: routes.staffList(), label: t('staff') }] : []),
        { href: routes.staffAccount(), label: t('account') },
        ...(env().SIGNET_MODE === 'demo'
          ? [{ href: routes.demoOutbox(), label: common('demo_outbox'), newTab: true }]
          : []),
      ]}
      home={routes.desk()}
      owner={staff.staffId}
      name={`${staff.name} · ${t(`role_${role}`)}`}
      signOut={staffSignOutAction}
      preferences={await shellPreferences()}
      words={{
        brand: t('brand'),
        menu: common('menu'),
        places: common('places'),
        signOut: common('sign_out'),
        signedInAs: common('signed_in_as'),
      }}
    >
      {children}
    </AppShell>
  )
}
