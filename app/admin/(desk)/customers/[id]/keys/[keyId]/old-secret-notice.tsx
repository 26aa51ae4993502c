import { Notice } from '@/components/ui/notice'
import type { DeskKeyDetail } from '@/lib/desk/find-customer-key'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'

/** While a rotation lets the old secret run out: until when, and whether it is still in use. */
export async function OldSecretNotice({ kind, oldSecret }: Pick<DeskKeyDetail, 'kind' | 'oldSecret'>) {
  if (!oldSecret) return null
  const t = await translations('deskCustomer')
  const words = await translations('keys')
  const { dateTime } = await formats()
  const { validBefore, lastUsedAt } = oldSecret
  const what = { kind: kind === 'ed25519' ? 'pair' : 'secret' }
  return (
    <Notice tone="info">
      <p className="font-semibold">{words('old_secret_title', { ...what, until: dateTime(validBefore) })}</p>
      <p>{lastUsedAt ? t('old_secret_used', { at: dateTime(lastUsedAt) }) : words('old_secret_unused')}</p>
    </Notice>
  )
}
