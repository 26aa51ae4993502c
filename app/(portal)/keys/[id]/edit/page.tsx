import type { Metadata } from 'next'
import { KeyForm } from '@/components/keys/key-form'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { keyDays } from '@/lib/keys/key-days'
import { addressMatches } from '@/lib/net/address-matches'
import { routes } from '@/lib/routes'
import { requireActor } from '@/lib/server/current-actor'
import { translations } from '@/lib/server/i18n'
import { requestKeyStanding } from '@/lib/server/key-standing'
import { refusedAddress } from '@/lib/usage/refused-address'
import { NothingHere } from '../../../nothing-here'
import { updateKeyAction } from '../../actions'
import { findKey } from '../../find-key'
import { formSetup } from '../../form-setup'

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params
  const key = await findKey(id)
  if (!key) return { title: (await translations('common'))('not_found_title') }
  return { title: (await translations('keys'))('edit_title', { name: key.name }) }
}

export default async function EditKeyPage({ params, searchParams }: Props) {
  const { id } = await params
  const { allow } = await searchParams
  const actor = await requireActor(routes.keyEdit(id))
  const key = await findKey(id)
  if (!key) return <NothingHere />
  const t = await translations('keys')
  const { activeCount } = await requestKeyStanding(actor)
  const { firstDay, lastDay } = keyDays(key)
  // Whoever wrote the link: the address is added by saving, and not by opening the form.
  const wanted = typeof allow === 'string' ? await refusedAddress(actor, id, allow) : null
  const added = wanted && key.allowlist && !addressMatches(wanted, key.allowlist) ? [wanted] : []
  const usage = await translations('usage')
  return (
    <>
      <PageHeader
        title={t('edit_title', { name: key.name })}
        parent={{ href: routes.key(id), label: key.name }}
      />
      {wanted && (
        <Notice tone={added.length > 0 ? 'warn' : 'info'}>
          <p>{usage(added.length > 0 ? 'allow_added' : 'allow_refused', { address: wanted })}</p>
          {added.length > 0 && <p>{usage('allow_caution')}</p>}
        </Notice>
      )}
      <KeyForm
        setup={await formSetup(actor, key.permissions)}
        values={{
          name: key.name,
          permissions: key.permissions,
          addresses: [...(key.allowlist ?? []), ...added],
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
