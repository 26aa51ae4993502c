import { actMessages } from '@/components/desk/act-messages'
import { roleMay, type StaffRole } from '@/lib/access/staff-roles'
import { clientMessages } from '@/lib/server/i18n'
import { RevealForm } from './reveal-form'
import { revealIdAction } from './reveal-id-action'

/** Shows the customer's whole national ID to somebody who says why. */
export async function RevealId({ customerId, role }: { customerId: string; role: StaffRole }) {
  if (!roleMay(role, 'national-id:reveal')) return null
  return (
    <RevealForm
      action={revealIdAction}
      customerId={customerId}
      messages={await clientMessages('deskCustomer', 'reveal_')}
      actMessages={await actMessages()}
    />
  )
}
