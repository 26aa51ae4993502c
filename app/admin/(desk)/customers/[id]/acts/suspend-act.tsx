import { ActForm } from '@/components/desk/act-form'
import { actMessages } from '@/components/desk/act-messages'
import { roleMay, type StaffRole } from '@/lib/access/staff-roles'
import type { DeskCustomer } from '@/lib/desk/find-customer'
import { translations } from '@/lib/server/i18n'
import { suspendAction } from './state-actions'

/** Keeps the customer out; nothing for a role that may not, or when they are out already. */
export async function SuspendAct({ customer, role }: { customer: DeskCustomer; role: StaffRole }) {
  if (!roleMay(role, 'customer:suspend') || customer.suspendedAt) return null
  const t = await translations('deskActs')
  return (
    <ActForm
      action={suspendAction}
      label={t('suspend_label')}
      title={t('suspend_title')}
      body={t('suspend_body', { sessions: customer.liveSessions })}
      confirm={t('suspend_confirm')}
      tone="grave"
      hidden={{ customerId: customer.id, revision: customer.revision }}
      messages={await actMessages()}
    />
  )
}
