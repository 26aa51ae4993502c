import { ActForm } from '@/components/desk/act-form'
import { actMessages } from '@/components/desk/act-messages'
import { roleMay, type StaffRole } from '@/lib/access/staff-roles'
import { revocationReasons } from '@/lib/pki/revocation-reasons'
import { translations } from '@/lib/server/i18n'
import { revokeCertificateAction } from './actions'

/** What the role may do to one of the customer's certificates. */
export async function CertificateActs({
  certificateId,
  serialNumber,
  usable,
  role,
}: {
  certificateId: string
  serialNumber: string
  usable: boolean
  role: StaffRole
}) {
  if (!usable || !roleMay(role, 'certificate:revoke')) return null
  const t = await translations('deskActs')
  return (
    <ActForm
      action={revokeCertificateAction}
      tone="grave"
      label={t('certificate_label')}
      about={serialNumber}
      title={t('certificate_title')}
      body={t('certificate_body', { serialNumber })}
      confirm={t('certificate_confirm')}
      hidden={{ id: certificateId }}
      fields={[
        {
          name: 'revokedFor',
          label: t('certificate_why'),
          hint: t('certificate_why_hint'),
          options: [
            { value: '', label: t('certificate_why_choose') },
            ...revocationReasons.map((value) => ({ value, label: t(`certificate_why_${value}`) })),
          ],
        },
      ]}
      messages={await actMessages()}
    />
  )
}
