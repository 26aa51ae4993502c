import { ActForm } from '@/components/desk/act-form'
import { actMessages } from '@/components/desk/act-messages'
import { roleMay, type StaffRole } from '@/lib/access/staff-roles'
import type { DeskCustomer } from '@/lib/desk/find-customer'
import { translations } from '@/lib/server/i18n'
import { endSessionsAction, unlockAction } from './actions'
import { ActivateAct } from './activate-act'
import { ContactAct } from './contact-act'
import { RestoreAct } from './restore-act'
import { SuspendAct } from './suspend-act'

/** What the role may do to the customer's account. */
export async function CustomerActs({ customer, role }: { customer: DeskCustomer; role: StaffRole }) {
  const t = await translations('deskActs')
  const messages = await actMessages()
  const hidden = { customerId: customer.id }
  return (
    <div className="flex flex-wrap gap-2 empty:hidden">
      {roleMay(role, 'customer:unlock') && (
        <ActForm
          action={unlockAction}
          title={t('unlock_title')}
          body={t('unlock_body')}
          confirm={t('unlock_confirm')}
          hidden={hidden}
          messages={messages}
        />
      )}
      {customer.liveSessions > 0 && roleMay(role, 'sessions:end') && (
        <ActForm
          action={endSessionsAction}
          title={t('sessions_title')}
          body={t('sessions_body', { count: customer.liveSessions })}
          confirm={t('sessions_confirm')}
          hidden={hidden}
          messages={messages}
        />
      )}
      <ActivateAct customer={customer} role={role} />
      <ContactAct customer={customer} role={role} />
      <SuspendAct customer={customer} role={role} />
      <RestoreAct customer={customer} role={role} />
    </div>
  )
}
