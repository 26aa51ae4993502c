import { ActForm } from '@/components/desk/act-form'
import { actMessages } from '@/components/desk/act-messages'
import { roleMay, type StaffRole } from '@/lib/access/staff-roles'
import { translations } from '@/lib/server/i18n'
import { deactivateKeyAction } from './actions'

/** What the role may do to one of the customer's keys. */
export async function KeyActs({
  keyId,
  revision,
  name,
  on,
  role,
}: {
  keyId: string
  revision: number
  name: string
  on: boolean
  role: StaffRole
}) {
  if (!on || !roleMay(role, 'key:deactivate')) return null
  const t = await translations('deskActs')
  return (
    <ActForm
      action={deactivateKeyAction}
      label={t('key_label')}
      about={name}
      title={t('key_title', { name })}
      body={t('key_body')}
      confirm={t('key_confirm')}
      hidden={{ id: keyId, revision }}
      messages={await actMessages()}
    />
  )
}
