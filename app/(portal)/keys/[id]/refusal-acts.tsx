import { TextLink } from '@/components/ui/link'
import type { KeyRecord } from '@/lib/keys/key-record'
import { addressMatches } from '@/lib/net/address-matches'
import { routes } from '@/lib/routes'
import { translations } from '@/lib/server/i18n'
import type { ListedRefusal } from '@/lib/usage/refusals-of'

/** What the owner of a key can do at once about a request that was refused. */
export async function RefusalActs({
  keyRecord: { id, allowlist },
  refusal: { id: refusalId, reason, address },
}: {
  keyRecord: KeyRecord
  refusal: ListedRefusal
}) {
  const t = await translations('usage')
  if (reason === 'bad_signature')
    return (
      <TextLink href={routes.keySignature(id)} className="inline-flex min-h-11 items-center text-hint">
        {t('help_signature')}
      </TextLink>
    )
  if (reason !== 'ip_not_allowed' || address === '' || !allowlist) return null
  // It leads to the form, where it is looked at, saved and confirmed.
  if (addressMatches(address, allowlist)) return <p className="text-hint text-ok">{t('allow_listed')}</p>
  return (
    <p className="flex flex-wrap items-center gap-x-4 text-hint">
      <TextLink href={routes.keyAllow(id, refusalId)} className="inline-flex min-h-11 items-center">
        {t('allow', { address })}
      </TextLink>
      <span className="text-ink-2">{t('allow_caution')}</span>
    </p>
  )
}
