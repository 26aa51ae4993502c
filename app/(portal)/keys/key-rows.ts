import { keyText } from '@/app/_keys/key-text'
import type { KeyRow } from '@/components/keys/key-list'
import { separator } from '@/components/ui/separator'
import { clock } from '@/lib/clock'
import type { KeyInList } from '@/lib/keys/list-keys'
import { shortAccessKey } from '@/lib/keys/short-access-key'
import { policy } from '@/lib/policies/policy'
import { translations } from '@/lib/server/i18n'

/** The keys in words, for their list. */
export async function keyRows(keys: KeyInList[]): Promise<KeyRow[]> {
  const t = await translations('keys')
  const text = await keyText()
  const now = clock.now()
  const unused = (await translations('usage'))('unused', { days: policy().usage.unusedAfterDays })
  const warningOf = ({ secretConfirmed, unused: isUnused }: KeyInList) =>
    secretConfirmed ? isUnused && unused : t('state_unconfirmed')
  return keys.map((key) => [
    key.id,
    key.name,
    `${shortAccessKey(key.accessKey)}${separator}${text.dialect(key)}`,
    text.can(key),
    text.from(key),
    text.days(key),
    key.state,
    text.state(key, now),
    ...optional(warningOf(key)),
  ])
}

/** What is not there must not stand in the row at all: each `null` is sent, too. */
function optional(warning: string | false): [string] | [] {
  return warning ? [warning] : []
}
