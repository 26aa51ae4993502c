import type { ReactNode } from 'react'
import { env } from '@/lib/env'
import { routes } from '@/lib/routes'
import { currentActor, currentSession } from '@/lib/server/current-actor'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'
import { requestKeyStanding } from '@/lib/server/key-standing'
import { preferencesShown } from '../shell-preferences'
import { PortalFrame } from './portal-frame'

/**
 * The frame of the signed-in pages. Who may see what is decided by the pages and the domain, not here: for nobody
 * it draws no frame and leaves the redirect to the page, which knows the way back.
 */
export default async function PortalLayout({ children }: { children: ReactNode }) {
  const [session, actor] = [await currentSession(), await currentActor()]
  if (!session || !actor) return children
  const t = await translations('common')
  const { number } = await formats()
  const { activeCount } = await requestKeyStanding(actor)
  return (
    <PortalFrame
      items={[
        { href: routes.home(), label: t('home') },
        { href: routes.certificates(), label: t('certificates') },
        { href: routes.keys(), label: t('keys'), count: number(activeCount) },
        { href: routes.security(), label: t('security') },
        { href: routes.activity(), label: t('activity') },
        { href: routes.help(), label: t('help') },
        ...(env().SIGNET_MODE === 'demo'
          ? [{ href: routes.demoOutbox(), label: t('demo_outbox'), newTab: true }]
          : []),
      ]}
      owner={session.customerId}
      name={session.customerName}
      preferences={await preferencesShown()}
      words={{
        brand: t('brand'),
        menu: t('menu'),
        places: t('places'),
        signOut: t('sign_out'),
        signedInAs: t('signed_in_as'),
      }}
    >
      {children}
    </PortalFrame>
  )
}
