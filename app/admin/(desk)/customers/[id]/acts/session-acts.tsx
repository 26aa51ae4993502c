import { ActForm } from '@/components/desk/act-form'
import { actMessages } from '@/components/desk/act-messages'
import { roleMay, type StaffRole } from '@/lib/access/staff-roles'
import { translations } from '@/lib/server/i18n'
import { endApiSessionAction, endSessionAction } from './actions'

/** What the role may do to one of the customer's live sessions. */
export async function SessionActs({
  sessionId,
  about,
  role,
}: {
  sessionId: string
  /** The browser and where it is. */
  about: string
  role: StaffRole
}) {
  if (!roleMay(role, 'sessions:end')) return null
  const t = await translations('deskActs')
  return (
    <ActForm
      action={endSessionAction}
      label={t('session_label')}
      about={about}
      title={t('session_title')}
      body={t('session_body', { about })}
      confirm={t('session_confirm')}
      hidden={{ id: sessionId }}
      messages={await actMessages()}
    />
  )
}

/** What the role may do to one of the customer's live API sessions. */
export async function ApiSessionActs({
  sessionId,
  address,
  role,
}: {
  sessionId: string
  address: string
  role: StaffRole
}) {
  if (!roleMay(role, 'sessions:end')) return null
  const t = await translations('deskActs')
  return (
    <ActForm
      action={endApiSessionAction}
      label={t('session_label')}
      about={address}
      title={t('api_session_title')}
      body={t('api_session_body', { about: address })}
      confirm={t('session_confirm')}
      hidden={{ id: sessionId }}
      messages={await actMessages()}
    />
  )
}
