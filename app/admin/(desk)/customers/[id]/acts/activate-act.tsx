import { ActForm } from '@/components/desk/act-form'
import { actMessages } from '@/components/desk/act-messages'
import { roleMay, type StaffRole } from '@/lib/access/staff-roles'
import type { DeskCustomer } from '@/lib/desk/find-customer'
import { activationOpensAt } from '@/lib/identity/start-activation'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'
import { activateAction } from './state-actions'

/** Sends a one-time link to choose a password; nothing for a role that may not, or a suspended customer. */
export async function ActivateAct({ customer, role }: { customer: DeskCustomer; role: StaffRole }) {
  if (!roleMay(role, 'customer:activate') || customer.suspendedAt) return null
  const t = await translations('deskActs')
  const at = activationOpensAt(customer)
  if (at) {
    const { dateTime } = await formats()
    return (
      <p className="order-last basis-full text-hint text-ink-2">
        {t('activate_later', { at: dateTime(at) })}
      </p>
    )
  }
  return (
    <ActForm
      action={activateAction}
      label={t('activate_label')}
      title={t('activate_title')}
      body={t('activate_body', { activated: String(customer.activated) })}
      confirm={t('activate_confirm')}
      hidden={{ customerId: customer.id, revision: customer.revision }}
      fields={[
        {
          name: 'channel',
          label: t('activate_channel'),
          value: 'sms',
          options: [
            { value: 'sms', label: t('activate_sms', { phone: customer.phone }) },
            { value: 'email', label: t('activate_email', { email: customer.email }) },
          ],
        },
      ]}
      messages={await actMessages()}
    />
  )
}
