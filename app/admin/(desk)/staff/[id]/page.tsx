import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Card } from '@/components/ui/card'
import { EmailAddress } from '@/components/ui/email-address'
import { Fact, Facts } from '@/components/ui/facts'
import { TextLink } from '@/components/ui/link'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import type { StaffActor } from '@/lib/access/actor'
import { roleMay } from '@/lib/access/staff-roles'
import { AppError } from '@/lib/errors'
import { routes } from '@/lib/routes'
import { requireStaff } from '@/lib/server/current-staff'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'
import { findMember } from '@/lib/staff/find-member'
import type { MemberRecord } from '@/lib/staff/member-record'
import { auditHref } from '../../audit/audit-href'
import { MemberBadge } from '../member-badge'
import { MemberActs } from './member-acts'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translations('staff'))('title') }
}

/** One member of staff, and what an administrator may do about them. */
export default async function MemberPage({ params }: Props) {
  const { id } = await params
  const actor = await requireStaff('staff:read', routes.staffMember(id))
  const t = await translations('staff')
  const member = await found(actor, id)
  const manages = roleMay(actor.role, 'staff:manage')
  return (
    <>
      <PageHeader
        title={member.name}
        parent={{ href: routes.staffList(), label: t('title') }}
        action={<MemberBadge member={member} />}
      />
      <Card>
        <MemberFacts member={member} />
      </Card>
      {manages && actor.staffId === member.id && (
        <Notice tone="info">
          <p className="font-semibold">{t('own_title')}</p>
          <p>{t('own_body')}</p>
          <TextLink href={routes.staffAccount()} className="justify-self-start">
            {t('to_account')}
          </TextLink>
        </Notice>
      )}
      {manages && actor.staffId !== member.id && <MemberActs member={member} />}
    </>
  )
}

async function MemberFacts({ member }: { member: MemberRecord }) {
  const [t, desk] = [await translations('staff'), await translations('desk')]
  const { dateTime } = await formats()
  const { id, email, role, locale, activated, hasAuthenticator, lastSignInAt, createdAt, disabledAt } = member
  return (
    <Facts>
      <Fact label={t('fact_email')}>
        <EmailAddress>{email}</EmailAddress>
      </Fact>
      <Fact label={t('fact_role')}>
        {desk(`role_${role}`)}
        <span className="block text-hint text-ink-2">{t(`role_${role}_can`)}</span>
      </Fact>
      {disabledAt && <Fact label={t('fact_disabled')}>{dateTime(disabledAt)}</Fact>}
      <Fact label={t('fact_password')}>{t(activated ? 'password_yes' : 'password_no')}</Fact>
      <Fact label={t('fact_authenticator')}>
        {t(hasAuthenticator ? 'authenticator_yes' : 'authenticator_no')}
      </Fact>
      <Fact label={t('fact_last')}>{lastSignInAt ? dateTime(lastSignInAt) : t('never')}</Fact>
      <Fact label={t('fact_created')}>{dateTime(createdAt)}</Fact>
      <Fact label={t('fact_language')}>{locale === 'en' ? 'English' : '中文'}</Fact>
      <Fact label={t('fact_record')}>
        <span className="flex flex-wrap gap-x-6 gap-y-2">
          <TextLink href={auditHref(routes.deskAudit(), { who: id })}>{t('record_by')}</TextLink>
          <TextLink href={auditHref(routes.deskAudit(), { object: id })}>{t('record_about')}</TextLink>
        </span>
      </Fact>
    </Facts>
  )
}

/** Somebody who isn't there has no page. */
async function found(actor: StaffActor, id: string): Promise<MemberRecord> {
  try {
    return await findMember(actor, id)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  }
}
