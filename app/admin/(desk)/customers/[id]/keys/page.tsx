import type { Metadata } from 'next'
import { keyText } from '@/app/_keys/key-text'
import { keyLook } from '@/components/desk/state-looks'
import { Badge } from '@/components/ui/badge'
import { TextLink } from '@/components/ui/link'
import { separator } from '@/components/ui/separator'
import { Table } from '@/components/ui/table'
import { clock } from '@/lib/clock'
import type { DeskKey } from '@/lib/desk/desk-key'
import { listCustomerKeys } from '@/lib/desk/list-customer-keys'
import { partQuerySchema } from '@/lib/desk/schema'
import { routes } from '@/lib/routes'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'
import { KeyActs } from '../acts/key-acts'
import { customerMetadata, requireCustomer } from '../customer-frame'
import { PartPage } from '../part-page'

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return customerMetadata((await params).id, 'keys')
}

export default async function CustomerKeysPage({ params, searchParams }: Props) {
  const { id } = await params
  const query = partQuerySchema.parse(await searchParams)
  const { actor, customer } = await requireCustomer(id, 'keys')
  const t = await translations('deskCustomer')
  const words = await translations('keys')
  const text = await keyText()
  const { date } = await formats()
  const now = clock.now()
  const { rows, older } = await listCustomerKeys(actor, id, query)
  const stateOf = ({ state, ...key }: DeskKey) =>
    state === 'deleted' ? t('key_state_deleted') : text.state({ ...key, state }, now)
  return (
    <PartPage customer={customer} part="keys" query={query} older={older} empty={rows.length === 0}>
      <Table
        label={t('part_keys')}
        head={[
          { key: 'key', title: t('column_key') },
          { key: 'can', title: t('column_can') },
          { key: 'from', title: t('column_from') },
          { key: 'days', title: t('column_days') },
          { key: 'status', title: t('column_status') },
        ]}
      >
        {rows.map((key) => (
          <tr key={key.id} id={`key-${key.id}`} className="target:bg-accent-wash">
            <td className="lead md:min-w-44">
              <TextLink href={routes.deskKeyUsage(id, key.id)} className="text-ink">
                {key.name}
              </TextLink>
              <span className="row-code wrap-anywhere">{key.accessKey}</span>
              <span className="block text-small font-normal text-ink-2">
                {text.dialect(key)}
                {separator}
                {key.deletedAt
                  ? t('key_deleted', { when: date(key.deletedAt) })
                  : t('key_created', { when: date(key.createdAt) })}
                {!key.secretConfirmed && !key.deletedAt && `${separator}${words('state_unconfirmed')}`}
              </span>
            </td>
            <td data-label={t('column_can')}>{text.can(key)}</td>
            <td data-label={t('column_from')} className="evenly">
              {key.allowlist ? (
                <span className="font-mono text-small">{key.allowlist.join(' ')}</span>
              ) : (
                text.from(key)
              )}
            </td>
            <td data-label={t('column_days')} className="evenly">
              {text.days(key)}
            </td>
            <td className="status">
              <div className="grid justify-items-start gap-2">
                <Badge {...keyLook[key.state]}>{stateOf(key)}</Badge>
                <KeyActs
                  keyId={key.id}
                  revision={key.revision}
                  name={key.name}
                  on={key.on && !key.deletedAt}
                  role={actor.role}
                />
              </div>
            </td>
          </tr>
        ))}
      </Table>
    </PartPage>
  )
}
