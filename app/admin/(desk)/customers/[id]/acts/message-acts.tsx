import { ActForm } from '@/components/desk/act-form'
import { actMessages } from '@/components/desk/act-messages'
import { roleMay, type StaffRole } from '@/lib/access/staff-roles'
import { translations } from '@/lib/server/i18n'
import { resendAction } from './actions'

/** What the role may do with one of the messages to the customer. */
export async function MessageActs({
  outboxId,
  about,
  resendable,
  role,
}: {
  outboxId: string
  /** What the message is about: its subject, as the list says it. */
  about: string
  resendable: boolean
  role: StaffRole
}) {
  if (!resendable || !roleMay(role, 'notice:resend')) return null
  const t = await translations('deskActs')
  return (
    <ActForm
      action={resendAction}
      label={t('message_label')}
      about={about}
      title={t('message_title')}
      body={t('message_body', { about })}
      confirm={t('message_confirm')}
      hidden={{ id: outboxId }}
      messages={await actMessages()}
    />
  )
}
