import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache, type ReactNode } from 'react'
import { CustomerBadges } from '@/components/desk/customer-badges'
import { classNames } from '@/components/ui/class-names'
import { PageHeader } from '@/components/ui/page-header'
import type { StaffActor } from '@/lib/access/actor'
import { type DeskCustomer, findCustomer } from '@/lib/desk/find-customer'
import { AppError } from '@/lib/errors'
import { routes } from '@/lib/routes'
import { currentStaffActor, requireStaff } from '@/lib/server/current-staff'
import { translations } from '@/lib/server/i18n'

const parts = ['keys', 'certificates', 'sessions', 'messages'] as const
export type CustomerPart = (typeof parts)[number]

/** Asked once a request. */
const found = cache(async (actor: StaffActor, id: string): Promise<DeskCustomer | null> => {
  try {
    return await findCustomer(actor, id)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null
    throw error
  }
})

/** The customer, for a member of staff; for an id that nobody has the page does not exist. */
export async function requireCustomer(
  id: string,
  part?: CustomerPart,
): Promise<{ actor: StaffActor; customer: DeskCustomer }> {
  const actor = await requireStaff('customer:read', routes.deskCustomer(id, part))
  const customer = await found(actor, id)
  if (!customer) notFound()
  return { actor, customer }
}

/** The title of each of the customer's pages; for nobody it says no name. */
export async function customerMetadata(id: string, part?: CustomerPart): Promise<Metadata> {
  const actor = await currentStaffActor()
  const customer = actor && (await found(actor, id))
  if (!customer) return {}
  const t = await translations('deskCustomer')
  return { title: `${customer.name} · ${t(`part_${part ?? 'timeline'}`)}` }
}

/** What stands above every part of a customer's account: who it is, what state it is in, and the parts. */
export async function CustomerFrame({
  customer,
  part,
  children,
}: {
  customer: DeskCustomer
  part?: CustomerPart
  children: ReactNode
}) {
  const t = await translations('deskCustomer')
  const desk = await translations('desk')
  return (
    <>
      <PageHeader title={customer.name} parent={{ href: routes.desk(), label: desk('desk') }}>
        <div className="grid gap-2">
          <p className="font-mono text-hint">{customer.nationalIdMasked}</p>
          <CustomerBadges customer={customer} />
        </div>
      </PageHeader>
      <nav
        aria-label={t('parts_label')}
        className="min-w-0 overflow-x-auto shadow-[inset_0_-1px_var(--color-line)]"
      >
        <ul className="flex w-max gap-x-1">
          {[undefined, ...parts].map((one) => (
            <li
              key={one ?? 'timeline'}
              // Where the box is too narrow for all of them, it opens at the one that is shown.
              className={one === part ? '[scroll-initial-target:nearest]' : undefined}
            >
              <a
                href={routes.deskCustomer(customer.id, one)}
                aria-current={one === part ? 'page' : undefined}
                className={classNames(
                  'inline-flex min-h-11 items-center border-b-2 px-3 whitespace-nowrap -outline-offset-2 no-underline transition-colors',
                  one === part
                    ? 'border-accent font-semibold text-accent'
                    : 'border-transparent text-ink-2 hover:border-line-strong hover:text-ink',
                )}
              >
                {t(`part_${one ?? 'timeline'}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {children}
    </>
  )
}
