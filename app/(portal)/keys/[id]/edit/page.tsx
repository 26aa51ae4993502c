import type { Metadata } from 'next'
import { KeyForm } from '@/components/keys/key-form'
import { PageHeader } from '@/components/ui/page-header'
import { keyDays } from '@/lib/keys/key-days'
import { routes } from '@/lib/routes'
import { requireActor } from '@/lib/server/current-actor'
import { translations } from '@/lib/server/i18n'
import { requestKeyStanding } from '@/lib/server/key-standing'
import { NothingHere } from '../../../nothing-here'
import { updateKeyAction } from '../../actions'
import { findKey } from '../../find-key'
import { formSetup } from '../../form-setup'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params
  const key = await findKey(id)
  if (!key) return { title: (await translations('common'))('not_found_title') }
  return { title: (await translations('keys'))('edit_title', { name: key.name }) }
}

export default async function EditKeyPage({ params }: Props) {
  const { id } = await params
  const actor = await requireActor(routes.keyEdit(id))
  const key = await findKey(id)
  if (!key) return <NothingHere />
  const t = await translations('keys')
  const { activeCount } = await requestKeyStanding(actor)
  const { firstDay, lastDay } = keyDays(key)
  return (
    <>
      <PageHeader
        title={t('edit_title', { name: key.name })}
        parent={{ href: routes.key(id), label: key.name }}
      />
      <KeyForm
        setup={await formSetup(actor, key.permissions)}
        values={{
          name: key.name,
          permissions: key.permissions,
          addresses: key.allowlist ?? [],
          firstDay: firstDay ?? '',
          lastDay: lastDay ?? '',
        }}
        editing={{ id, revision: key.revision }}
        activeAfter={key.state === 'expired' ? activeCount + 1 : activeCount}
        cancelHref={routes.key(id)}
        action={updateKeyAction}
      />
    </>
  )
}
