import { Card } from '@/components/ui/card'
import { EmailAddress } from '@/components/ui/email-address'
import { Fact, Facts } from '@/components/ui/facts'
import { Notice } from '@/components/ui/notice'
import type { StaffRole } from '@/lib/access/staff-roles'
import type { DeskCustomer } from '@/lib/desk/find-customer'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'
import { CustomerActs } from './acts/customer-acts'
import { RevealId } from './acts/reveal-id'

/** Who the customer is and how to reach them, and what the role may do for the account as a whole. */
export async function AccountCard({ customer, role }: { customer: DeskCustomer; role: StaffRole }) {
  const t = await translations('deskCustomer')
  const { date, dateTime, number } = await formats()
  const { locked, contactChangedAt } = customer
  return (
    <Card aria-labelledby="account" className="grid gap-5">
      <h2 id="account">{t('facts_title')}</h2>
      {locked.password && (
        <Notice tone="warn">
          <p>{t('locked_password_body')}</p>
        </Notice>
      )}
      {locked.codes && (
        <Notice tone="warn">
          <p>{t('locked_codes_body')}</p>
        </Notice>
      )}
      <Facts className="xl:grid-cols-2 xl:items-baseline">
        <Fact label={t('fact_id')}>
          <span className="flex flex-wrap items-baseline gap-x-4 gap-y-2">
            <span className="font-mono">{customer.nationalIdMasked}</span>
            <RevealId customerId={customer.id} role={role} />
          </span>
        </Fact>
        <Fact label={t('fact_phone')} mono>
          {customer.phone}
        </Fact>
        <Fact label={t('fact_email')} mono>
          <EmailAddress>{customer.email}</EmailAddress>
          {contactChangedAt && (
            <p className="mt-0.5 font-sans text-ink-2">
              {t('contact_changed', { when: dateTime(contactChangedAt) })}
            </p>
          )}
        </Fact>
        <Fact label={t('fact_language')}>{t('language', { locale: customer.locale })}</Fact>
        <Fact label={t('fact_account')} mono>
          {customer.accountId}
        </Fact>
        <Fact label={t('fact_since')}>{date(customer.createdAt)}</Fact>
        <Fact label={t('fact_keys')}>{number(customer.activeKeys)}</Fact>
        <Fact label={t('fact_sessions')}>{number(customer.liveSessions)}</Fact>
      </Facts>
      <CustomerActs customer={customer} role={role} />
    </Card>
  )
}
