import { KeyBadge } from '@/components/keys/key-badge'
import { Icon } from '@/components/ui/icon'
import { TextLink } from '@/components/ui/link'
import { Cell, Row, Table } from '@/components/ui/table'
import { clock } from '@/lib/clock'
import type { KeyRecord } from '@/lib/keys/key-record'
import { shortAccessKey } from '@/lib/keys/short-access-key'
import { routes } from '@/lib/routes'
import { translations } from '@/lib/server/i18n'
import { keyText } from './key-text'

/** The keys, one a row; on a phone one a card. */
export async function KeyTable({ keys }: { keys: KeyRecord[] }) {
  const t = await translations('keys')
  const text = await keyText()
  const now = clock.now()
  const [can, from, days] = [t('column_can'), t('column_from'), t('column_until')]
  const head = [
    { key: 'key', title: t('column_key') },
    { key: 'can', title: can },
    { key: 'from', title: from },
    { key: 'days', title: days },
    { key: 'status', title: t('column_status') },
  ]
  return (
    <Table label={t('list_label')} head={head}>
      {keys.map((key) => (
        <Row key={key.id}>
          <Cell place="lead" className="md:min-w-44">
            <TextLink covers href={routes.key(key.id)} className="font-semibold text-ink no-underline">
              {key.name}
            </TextLink>
            <span className="block font-mono text-small font-normal text-ink-2">
              {shortAccessKey(key.accessKey)}
            </span>
            {!key.secretConfirmed && (
              <span className="mt-0.5 flex items-center gap-1 text-small font-medium text-warn">
                <Icon name="warn" className="size-3.5" />
                {t('state_unconfirmed')}
              </span>
            )}
          </Cell>
          <Cell label={can}>{text.can(key)}</Cell>
          <Cell label={from} className="md:whitespace-nowrap">
            {text.from(key)}
          </Cell>
          <Cell label={days} className="md:whitespace-nowrap">
            {text.days(key)}
          </Cell>
          <Cell place="status">
            <KeyBadge state={key.state}>{text.state(key, now)}</KeyBadge>
          </Cell>
        </Row>
      ))}
    </Table>
  )
}
