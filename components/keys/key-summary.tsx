import type { Translate } from '@/lib/i18n/translator'
import { addressValues, listWords, windowValues } from '@/lib/keys/key-words'
import { coversEverything } from '@/lib/net/addresses-cover'
import type { PermissionWords } from '@/lib/policies/permission-words'

/** What a key can do and what it can't, in whole sentences. Days are already in words, '' for none. */
export function KeySummary({
  t,
  locale,
  permissions,
  chosen,
  allowlist,
  first,
  last,
}: {
  t: Translate<'summary_sentence' | 'summary_cannot' | 'summary_nothing' | 'summary_open'>
  locale: string
  permissions: Pick<PermissionWords, 'id' | 'can' | 'risk'>[]
  chosen: readonly string[]
  allowlist: readonly string[] | null
  first: string
  last: string
}) {
  const can = permissions.filter(({ id }) => chosen.includes(id)).map((permission) => permission.can)
  const cannot = permissions
    .filter(({ id, risk }) => risk !== 'low' && !chosen.includes(id))
    .map((permission) => permission.can)
  if (can.length === 0) return <p className="text-ink-2">{t('summary_nothing')}</p>
  return (
    <>
      <p>
        {t('summary_sentence', {
          ...addressValues(allowlist),
          ...windowValues(first, last),
          can: listWords(locale, can),
        })}
      </p>
      {allowlist && coversEverything(allowlist) && <p className="text-warn">{t('summary_open')}</p>}
      {cannot.length > 0 && <p>{t('summary_cannot', { cannot: listWords(locale, cannot, 'or') })}</p>}
    </>
  )
}
