import { ActForm } from '@/components/desk/act-form'
import { actMessages } from '@/components/desk/act-messages'
import { roleMay, type StaffRole } from '@/lib/access/staff-roles'
import type { DeskCustomer } from '@/lib/desk/find-customer'
import { translations } from '@/lib/server/i18n'
import { contactAction } from './state-actions'

/** Changes where the customer is reached; nothing for a role that may not. */
export async function ContactAct({ customer, role }: { customer: DeskCustomer; role: StaffRole }) {
  if (!roleMay(role, 'customer:contact')) return null
  const t = await translations('deskActs')
  return (
    <ActForm
      action={contactAction}
      label={t('contact_label')}
      title={t('contact_title')}
      body={t('contact_body')}
      confirm={t('contact_confirm')}
      hidden={{ customerId: customer.id, revision: customer.revision }}
      fields={[
        { name: 'email', label: t('contact_email'), value: customer.email, type: 'email' },
        {
          name: 'phone',
          label: t('contact_phone'),
          hint: t('contact_phone_hint'),
          value: customer.phone,
          type: 'tel',
        },
      ]}
      messages={await actMessages()}
    />
  )
}
