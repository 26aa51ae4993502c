import { Badge } from '@/components/ui/badge'
import { translations } from '@/lib/server/i18n'
import type { MemberRecord } from '@/lib/staff/member-record'

/** Whether somebody can sign in. */
export async function MemberBadge({ member }: { member: MemberRecord }) {
  const t = await translations('staff')
  if (member.disabledAt)
    return (
      <Badge tone="off" icon="ban">
        {t('status_disabled')}
      </Badge>
    )
  if (!member.activated)
    return (
      <Badge tone="warn" icon="hourglass">
        {t('status_invited')}
      </Badge>
    )
  return (
    <Badge tone="ok" icon="check">
      {t('status_active')}
    </Badge>
  )
}
