import { notFound } from 'next/navigation'
import { AppShell } from '@/components/shell/app-shell'
import { Button } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { routes } from '@/lib/routes'
import { translations } from '@/lib/server/i18n'
import { currentLocale } from '@/lib/server/preferences'
import { shellPreferences } from '../shell-preferences'
import { ControlSamples } from './control-samples'
import { DisplaySamples } from './display-samples'
import { samples } from './samples'

async function nothing(): Promise<void> {
  'use server'
}

/** Every primitive in every state. Not part of the product: there is nothing here in production. */
export default async function DesignPage() {
  if (process.env.NODE_ENV === 'production') notFound()
  const t = await translations('common')
  const words = samples[await currentLocale()]
  return (
    <AppShell
      items={[
        { href: routes.design(), label: t('home') },
        { href: routes.keys(), label: t('keys'), count: '12' },
        { href: routes.security(), label: t('security') },
      ]}
      owner="design"
      name={words.keyName}
      signOut={nothing}
      preferences={await shellPreferences()}
      words={{
        brand: t('brand'),
        menu: t('menu'),
        places: t('places'),
        signOut: t('sign_out'),
        signedInAs: t('signed_in_as'),
      }}
    >
      <PageHeader
        title={words.title}
        parent={{ href: routes.home(), label: words.parent }}
        action={<Button look="primary">{words.action}</Button>}
      >
        <p>{words.intro}</p>
      </PageHeader>
      <ControlSamples words={words} />
      <DisplaySamples words={words} />
    </AppShell>
  )
}
