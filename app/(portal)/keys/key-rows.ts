import type { KeyRow } from '@/components/keys/key-list'
import { clock } from '@/lib/clock'
import type { ListedKey } from '@/lib/keys/key-record'
import { shortAccessKey } from '@/lib/keys/short-access-key'
import { translations } from '@/lib/server/i18n'
import { keyText } from './key-text'

/** The keys in words, for their list. */
export async function keyRows(keys: ListedKey[]): Promise<KeyRow[]> {
  const t = await translations('keys')
  const text = await keyText()
  const now = clock.now()
  return keys.map((key) => [
    key.id,
    key.name,
    shortAccessKey(key.accessKey),
    text.can(key),
    text.from(key),
    text.days(key),
    key.state,
    text.state(key, now),
    ...(key.secretConfirmed ? ([] as const) : ([t('state_unconfirmed')] as const)),
  ])
}
