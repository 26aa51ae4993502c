import type { ListedKey } from '@/lib/keys/key-record'
import { addressValues, listWords, windowValues } from '@/lib/keys/key-words'
import { permissionWords } from '@/lib/policies/permission-words'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'
import { currentLocale } from '@/lib/server/preferences'

/** What stays true of a deleted key too. */
type KeyFacts = Omit<ListedKey, 'state'>

/** Says in words what a key's facts are, in the visitor's language. */
export async function keyText() {
  const locale = await currentLocale()
  const t = await translations('keys')
  const format = await formats()
  const permissions = permissionWords(locale)
  const first = ({ validFrom }: KeyFacts) => (validFrom ? format.date(validFrom) : '')
  /** The window ends with the last day, not with the instant after it. */
  const last = ({ validBefore }: KeyFacts) =>
    validBefore ? format.date(new Date(validBefore.getTime() - 1)) : ''
  const allowed = (ids: string[]) => {
    const words = permissions.filter(({ id }) => ids.includes(id)).map(({ short }) => short)
    const list = listWords(locale, words, 'short')
    return list.charAt(0).toLocaleUpperCase(locale) + list.slice(1)
  }
  /** Many keys of a list may do the same, and are proved in the same way. */
  const canWords = new Map<string, string>()
  const dialectWords = new Map<string, string>()
  return {
    first,
    last,
    can: (key: KeyFacts) => {
      const id = key.permissions.join()
      const words = canWords.get(id) ?? allowed(key.permissions)
      canWords.set(id, words)
      return words
    },
    /** Which dialect, and how its requests are proved where that is not the dialect itself. */
    dialect: ({ dialect, kind }: KeyFacts) => {
      const id = `${dialect} ${kind}`
      const words = dialectWords.get(id) ?? t('dialect_and_kind', { dialect: t(`dialect_${dialect}`), kind })
      dialectWords.set(id, words)
      return words
    },
    from: (key: KeyFacts) =>
      key.allowlist ? t('from_list', addressValues(key.allowlist)) : t('from_anywhere'),
    days: (key: KeyFacts) => t('window_words', windowValues(first(key), last(key))),
    state: (key: ListedKey, now: Date) =>
      key.state === 'expiring' && key.validBefore
        ? t('state_expiring_in', {
            days: Math.floor((key.validBefore.getTime() - now.getTime()) / 86_400_000),
          })
        : t(`state_${key.state}`),
  }
}
