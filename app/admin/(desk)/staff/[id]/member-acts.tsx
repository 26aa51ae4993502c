import { ActForm } from '@/components/desk/act-form'
import { Card, CardHead } from '@/components/ui/card'
import { staffRoles } from '@/lib/access/staff-roles'
import { clientMessages, translations } from '@/lib/server/i18n'
import type { MemberRecord } from '@/lib/staff/member-record'
import {
  changeRoleAction,
  disableStaffAction,
  enableStaffAction,
  renewStaffActivationAction,
  resetAuthenticatorAction,
} from '../actions'

/** What an administrator does to a colleague's account. */
export async function MemberActs({ member }: { member: MemberRecord }) {
  const [t, desk] = [await translations('staff'), await translations('desk')]
  const { id, name, email, role, disabledAt, hasAuthenticator, revision } = member
  const words = (act: 'role' | 'disable' | 'enable' | 'reset' | 'link') => ({
    label: t(`${act}_label`),
    title: t(`${act}_title`, { name }),
    body: t(`${act}_body`, { email }),
    confirm: t(`${act}_confirm`),
  })
  // The common words, but for what is asked about the reason: it is not a customer who is told.
  const [acts, own] = [await clientMessages('deskActs', 'form_'), await clientMessages('staff', 'form_')]
  const common = {
    hidden: { staffId: id, revision },
    messages: { ...acts, messages: { ...acts.messages, ...own.messages } },
  }
  return (
    <Card aria-labelledby="acts" className="grid gap-4">
      <CardHead id="acts" title={t('acts_title')} />
      <p className="text-ink-2">{t('acts_body')}</p>
      <div className="flex flex-wrap gap-3">
        <ActForm
          {...words('role')}
          {...common}
          action={changeRoleAction}
          fields={[
            {
              name: 'role',
              label: t('role_field'),
              value: role,
              options: staffRoles.map((value) => ({ value, label: desk(`role_${value}`) })),
            },
          ]}
        />
        {!disabledAt && <ActForm {...words('link')} {...common} action={renewStaffActivationAction} />}
        {hasAuthenticator && (
          <ActForm
            {...words('reset')}
            {...(disabledAt && { body: t('reset_body_disabled') })}
            {...common}
            action={resetAuthenticatorAction}
            tone="grave"
          />
        )}
        {disabledAt ? (
          <ActForm {...words('enable')} {...common} action={enableStaffAction} />
        ) : (
          <ActForm {...words('disable')} {...common} action={disableStaffAction} tone="grave" />
        )}
      </div>
    </Card>
  )
}
