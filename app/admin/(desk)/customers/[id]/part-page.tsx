import type { ReactNode } from 'react'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Pager } from '@/components/ui/pager'
import type { DeskCustomer } from '@/lib/desk/find-customer'
import type { PartQuery } from '@/lib/desk/schema'
import { routes } from '@/lib/routes'
import { translations } from '@/lib/server/i18n'
import { CustomerFrame, type CustomerPart } from './customer-frame'

/** One part of a customer's account: its list, or that it is empty, and the way through its pages. */
export async function PartPage({
  customer,
  part,
  query: { before, at },
  older,
  empty,
  lead,
  children,
}: {
  customer: DeskCustomer
  part: CustomerPart
  query: PartQuery
  older: string | null
  empty: boolean
  /** What stands above the list, on its first page. */
  lead?: ReactNode
  children: ReactNode
}) {
  const t = await translations('deskCustomer')
  const href = routes.deskCustomer(customer.id, part)
  return (
    <CustomerFrame customer={customer} part={part}>
      {!before && !at && lead}
      {empty ? (
        <Card>
          <EmptyState title={t(`${part}_none`)}>
            <p>{t(`${part}_none_body`)}</p>
          </EmptyState>
        </Card>
      ) : (
        children
      )}
      <Pager
        label={t('pages_label')}
        first={before || at ? { href, label: t('newest') } : null}
        next={older ? { href: `${href}?before=${older}`, label: t('older') } : null}
      />
    </CustomerFrame>
  )
}
