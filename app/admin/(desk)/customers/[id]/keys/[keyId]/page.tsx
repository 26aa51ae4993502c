import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { keyText } from '@/app/_keys/key-text'
import { keyUsageHref } from '@/app/_keys/key-usage-href'
import { LastUse } from '@/app/_keys/last-use'
import { OldSecretNotice } from '@/app/_keys/old-secret-notice'
import { RefusalsCard } from '@/app/_keys/refusals-card'
import { UsageCard } from '@/app/_keys/usage-card'
import { keyLook } from '@/components/desk/state-looks'
import { Badge } from '@/components/ui/badge'
import { Card, CardHead } from '@/components/ui/card'
import { Fact, Facts } from '@/components/ui/facts'
import type { StaffActor } from '@/lib/access/actor'
import { clock } from '@/lib/clock'
import { type DeskKeyDetail, findCustomerKey } from '@/lib/desk/find-customer-key'
import { AppError } from '@/lib/errors'
import { routes } from '@/lib/routes'
import { translations } from '@/lib/server/i18n'
import { readKeyUsage } from '@/lib/usage/read-key-usage'
import { type UsageQuery, usageQuerySchema } from '@/lib/usage/schema'
import { CustomerFrame, customerMetadata, requireCustomer } from '../../customer-frame'

type Props = {
  params: Promise<{ id: string; keyId: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return customerMetadata((await params).id, 'keys')
}

/** How a customer's key is used and why requests with it were refused, for whoever may look at customers. */
export default async function CustomerKeyPage({ params, searchParams }: Props) {
  const { id, keyId } = await params
  const query = usageQuerySchema.parse(await searchParams)
  const { actor, customer } = await requireCustomer(id, 'keys')
  const key = await found(actor, customer.id, keyId)
  const { lastUse, slots, refusals, older } = await readKeyUsage(actor, key.id, query)
  const t = await translations('deskCustomer')
  const words = await translations('keys')
  const text = await keyText()
  const { state, ...rest } = key
  const page = routes.deskKeyUsage(customer.id, key.id)
  const hrefOf = (wanted: Partial<UsageQuery>) => keyUsageHref(page, { ...query, ...wanted })
  return (
    <CustomerFrame customer={customer} part="keys">
      <Card aria-labelledby="key" className="grid gap-4">
        <CardHead
          id="key"
          title={key.name}
          aside={
            <Badge {...keyLook[state]}>
              {state === 'deleted' ? t('key_state_deleted') : text.state({ ...rest, state }, clock.now())}
            </Badge>
          }
        />
        <Facts>
          <Fact label={words('detail_access_key')} mono>
            {key.accessKey}
          </Fact>
          <Fact label={words('detail_proof')}>
            {words('detail_proof_words', { dialect: words(`dialect_${key.dialect}`), kind: key.kind })}
          </Fact>
          <Fact label={words('detail_permissions')}>{text.can(key)}</Fact>
          <Fact label={words('detail_addresses')} mono={key.allowlist !== null}>
            {key.allowlist ? key.allowlist.join(' ') : words('detail_anywhere')}
          </Fact>
          <Fact label={words('detail_window')}>{text.days(key)}</Fact>
          <LastUse lastUse={lastUse} createdAt={key.createdAt} />
        </Facts>
        <OldSecretNotice
          kind={key.kind}
          oldSecret={key.oldSecret}
          used={(at) => t('old_secret_used', { at })}
        />
        <p className="text-hint text-ink-2">{t('usage_intro')}</p>
      </Card>
      <UsageCard slots={slots} period={query.period} hrefOf={(period) => hrefOf({ period, before: null })} />
      <RefusalsCard
        refusals={refusals}
        first={query.before && hrefOf({ before: null })}
        next={older && hrefOf({ before: older })}
      />
    </CustomerFrame>
  )
}

/** For a key that the customer does not have the page does not exist. */
async function found(actor: StaffActor, customerId: string, keyId: string): Promise<DeskKeyDetail> {
  try {
    return await findCustomerKey(actor, customerId, keyId)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  }
}
