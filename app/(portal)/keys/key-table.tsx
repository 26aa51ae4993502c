import { KeyList } from '@/components/keys/key-list'
import { clock } from '@/lib/clock'
import type { ListedKey } from '@/lib/keys/key-record'
import { shortAccessKey } from '@/lib/keys/short-access-key'
import { translations } from '@/lib/server/i18n'
import { keyText } from './key-text'

/** The keys in words, for their list. */
export async function KeyTable({ keys }: { keys: ListedKey[] }) {
  const t = await translations('keys')
  const text = await keyText()
  const now = clock.now()
  const columns = {
    key: t('column_key'),
    can: t('column_can'),
    from: t('column_from'),
    days: t('column_until'),
    status: t('column_status'),
  }
  const rows = keys.map((key) => ({
    id: key.id,
    name: key.name,
    code: shortAccessKey(key.accessKey),
    ...(key.secretConfirmed ? {} : { warning: t('state_unconfirmed') }),
    can: text.can(key),
    from: text.from(key),
    days: text.days(key),
    state: key.state,
    stateWord: text.state(key, now),
  }))
  return <KeyList label={t('list_label')} columns={columns} keys={rows} />
}
