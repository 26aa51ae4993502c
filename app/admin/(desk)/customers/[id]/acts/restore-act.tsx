import { ActForm } from '@/components/desk/act-form'
import { actMessages } from '@/components/desk/act-messages'
import { roleMay, type StaffRole } from '@/lib/access/staff-roles'
import type { DeskCustomer } from '@/lib/desk/find-customer'
import { translations } from '@/lib/server/i18n'
import { restoreAction } from './state-actions'

/** Lets a suspended customer in again; nothing for a role that may not. */
export async function RestoreAct({ customer, role }: { customer: DeskCustomer; role: StaffRole }) {
  if (!roleMay(role, 'customer:restore') || !customer.suspendedAt) return null
  const t = await translations('deskActs')
  return (
    <ActForm
      action={restoreAction}
      label={t('restore_label')}
      title={t('restore_title')}
      body={t('restore_body')}
      confirm={t('restore_confirm')}
      hidden={{ customerId: customer.id, revision: customer.revision }}
      messages={await actMessages()}
    />
  )
}
