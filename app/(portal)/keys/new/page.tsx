import type { Metadata } from 'next'
import { NewKey } from '@/components/keys/new-key'
import { PageHeader } from '@/components/ui/page-header'
import { countActiveKeys } from '@/lib/keys/count-active-keys'
import { newKeyObstacle } from '@/lib/keys/new-key-obstacle'
import { routes } from '@/lib/routes'
import { requireActor } from '@/lib/server/current-actor'
import { clientMessages, translations } from '@/lib/server/i18n'
import { confirmSecretAction, createKeyAction } from '../actions'
import { formSetup } from '../form-setup'
import { ObstacleNotice } from '../obstacle-notice'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translations('keys'))('new_title') }
}

export default async function NewKeyPage() {
  const actor = await requireActor(routes.keyNew())
  const t = await translations('keys')
  const activeCount = await countActiveKeys(actor)
  const obstacle = await newKeyObstacle(actor, activeCount)
  return (
    <>
      <PageHeader title={t('new_title')} parent={{ href: routes.keys(), label: t('title') }} />
      {obstacle ? (
        <ObstacleNotice obstacle={obstacle} />
      ) : (
        <NewKey
          setup={await formSetup(actor, [])}
          activeAfter={activeCount + 1}
          cancelHref={routes.keys()}
          action={createKeyAction}
          confirm={confirmSecretAction}
          secretMessages={await clientMessages('keys', 'secret_')}
        />
      )}
    </>
  )
}
