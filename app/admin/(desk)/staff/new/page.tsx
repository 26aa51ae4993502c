import type { Metadata } from 'next'
import { MemberForm } from '@/components/desk/member-form'
import { Card } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { staffRoles } from '@/lib/access/staff-roles'
import { routes } from '@/lib/routes'
import { requireStaff } from '@/lib/server/current-staff'
import { clientMessages, translations } from '@/lib/server/i18n'
import { inviteStaffAction } from '../actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translations('staff'))('new_title') }
}

export default async function NewMemberPage() {
  await requireStaff('staff:manage', routes.staffNew())
  const [t, desk] = [await translations('staff'), await translations('desk')]
  return (
    <>
      <PageHeader title={t('new_title')} parent={{ href: routes.staffList(), label: t('title') }}>
        <p>{t('new_intro')}</p>
      </PageHeader>
      <Card>
        <MemberForm
          action={inviteStaffAction}
          roles={staffRoles.map((role) => ({
            value: role,
            label: desk(`role_${role}`),
            can: t(`role_${role}_can`),
          }))}
          messages={await clientMessages('staff', 'new_')}
        />
      </Card>
    </>
  )
}
