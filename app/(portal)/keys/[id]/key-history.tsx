import { Card } from '@/components/ui/card'
import { type KeyChange, keyHistory } from '@/lib/keys/key-history'
import { listWords } from '@/lib/keys/key-words'
import { routes } from '@/lib/routes'
import { requireActor } from '@/lib/server/current-actor'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'
import { currentLocale } from '@/lib/server/preferences'
import type { KeyKind } from '@/lib/signing/dialects'

/** What happened to a key, when and from where. */
export async function KeyHistory({ keyId, kind }: { keyId: string; kind: KeyKind }) {
  const t = await translations('keys')
  const locale = await currentLocale()
  const { dateTime } = await formats()
  const changes = await keyHistory(await requireActor(routes.key(keyId)), keyId)
  if (changes.length === 0) return null
  const what = { kind: kind === 'ed25519' ? 'pair' : 'secret' }
  function sentence(change: KeyChange): string {
    if (change.action === 'key.rotated') return t('change_key_rotated', { ...what, hours: change.hours })
    if (change.action !== 'key.updated')
      return t(`change_${change.action.replace('.', '_') as 'key_created'}`, what)
    const words = change.changed.map((field) => t(`change_field_${field as 'name'}`))
    return t('change_key_updated', {
      what: listWords(locale, words),
      widened: change.widened ? 'yes' : 'no',
    })
  }
  return (
    <Card aria-labelledby="history" padded={false}>
      <h2 id="history" className="px-4 pt-4 pb-3 sm:px-6 sm:pt-5">
        {t('detail_history')}
      </h2>
      <ol className="divide-y divide-line border-t border-line">
        {changes.map((change) => (
          <li
            key={change.id}
            className="grid gap-x-6 gap-y-0.5 px-4 py-3 sm:grid-cols-[11rem_minmax(0,1fr)_auto] sm:px-6"
          >
            <time dateTime={change.at.toISOString()} className="text-hint text-ink-2">
              {dateTime(change.at)}
            </time>
            <span>{sentence(change)}</span>
            {change.bySupport && <span className="text-hint text-ink-2">{t('change_by_support')}</span>}
            {change.address && (
              <span className="text-hint text-ink-2 wrap-anywhere">
                {t('change_from', { address: change.address })}
              </span>
            )}
          </li>
        ))}
      </ol>
    </Card>
  )
}
