import type { Metadata } from 'next'
import { ButtonLink } from '@/components/ui/button'
import { EmailAddress } from '@/components/ui/email-address'
import { TextLink } from '@/components/ui/link'
import { PageHeader } from '@/components/ui/page-header'
import { Table } from '@/components/ui/table'
import { roleMay } from '@/lib/access/staff-roles'
import { routes } from '@/lib/routes'
import { requireStaff } from '@/lib/server/current-staff'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'
import { listStaff } from '@/lib/staff/list-staff'
import type { MemberRecord } from '@/lib/staff/member-record'
import { listStaffSchema } from '@/lib/staff/schema'
import { MemberBadge } from './member-badge'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translations('staff'))('title') }
}

const columns = ['name', 'role', 'authenticator', 'last', 'status'] as const

/** Who works at the desk. */
export default async function StaffPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const actor = await requireStaff('staff:read', routes.staffList())
  const query = listStaffSchema.parse(await searchParams)
  const t = await translations('staff')
  const { members, next } = await listStaff(actor, query)
  return (
    <>
      <PageHeader
        title={t('title')}
        action={
          roleMay(actor.role, 'staff:manage') && (
            <ButtonLink look="primary" href={routes.staffNew()}>
              {t('add')}
            </ButtonLink>
          )
        }
      >
        <p>{t('intro')}</p>
      </PageHeader>
      <Table
        label={t('list_label')}
        head={columns.map((name) => ({ key: name, title: t(`column_${name}`) }))}
      >
        {members.map((member) => (
          <MemberRow key={member.id} member={member} />
        ))}
      </Table>
      {(next || query.after) && (
        <nav aria-label={t('pages_label')} className="flex flex-wrap justify-between gap-4">
          {query.after && <TextLink href={routes.staffList()}>{t('first')}</TextLink>}
          {next && (
            <TextLink className="ml-auto" href={`${routes.staffList()}?after=${next}`}>
              {t('more')}
            </TextLink>
          )}
        </nav>
      )}
    </>
  )
}

async function MemberRow({ member }: { member: MemberRecord }) {
  const [t, desk] = [await translations('staff'), await translations('desk')]
  const { dateTime } = await formats()
  const { id, name, email, role, hasAuthenticator, lastSignInAt } = member
  return (
    <tr>
      <td className="lead">
        <a href={routes.staffMember(id)} className="row-link">
          {name}
        </a>
        <span className="block text-hint font-normal text-ink-2">
          <EmailAddress>{email}</EmailAddress>
        </span>
      </td>
      <td data-label={t('column_role')} className="evenly min-[78rem]:min-w-28">
        {desk(`role_${role}`)}
      </td>
      <td data-label={t('column_authenticator')} className="evenly min-[78rem]:min-w-28">
        {t(hasAuthenticator ? 'authenticator_yes' : 'authenticator_no')}
      </td>
      <td data-label={t('column_last')} className="evenly">
        {lastSignInAt ? dateTime(lastSignInAt) : t('never')}
      </td>
      <td className="status">
        <MemberBadge member={member} />
      </td>
    </tr>
  )
}
