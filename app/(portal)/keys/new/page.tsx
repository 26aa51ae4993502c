import type { Metadata } from 'next'
import { NewKey } from '@/components/keys/new-key'
import { Obstacle } from '@/components/keys/obstacle'
import { PageHeader } from '@/components/ui/page-header'
import { newKeyObstacle } from '@/lib/keys/new-key-obstacle'
import { routes } from '@/lib/routes'
import { requireActor } from '@/lib/server/current-actor'
import { clientMessages, translations } from '@/lib/server/i18n'
import { requestKeyStanding } from '@/lib/server/key-standing'
import { confirmSecretAction, createKeyAction } from '../actions'
import { CredentialFields } from '../credential-fields'
import { formSetup } from '../form-setup'
import { obstacleWords } from '../obstacle-words'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translations('keys'))('new_title') }
}

export default async function NewKeyPage() {
  const actor = await requireActor(routes.keyNew())
  const t = await translations('keys')
  const standing = await requestKeyStanding(actor)
  const obstacle = newKeyObstacle(actor, standing)
  return (
    <>
      <PageHeader title={t('new_title')} parent={{ href: routes.keys(), label: t('title') }} />
      {obstacle ? (
        <Obstacle words={await obstacleWords(actor, obstacle)} />
      ) : (
        <NewKey
          setup={{ ...(await formSetup(actor, [])), credential: <CredentialFields /> }}
          activeAfter={standing.activeCount + 1}
          cancelHref={routes.keys()}
          action={createKeyAction}
          confirm={confirmSecretAction}
          secretMessages={await clientMessages('keys', 'secret_')}
        />
      )}
    </>
  )
}
