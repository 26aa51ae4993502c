import { Badge } from '@/components/ui/badge'
import type { DeskCustomer } from '@/lib/desk/find-customer'
import { translations } from '@/lib/server/i18n'

/** Everything that keeps the customer from signing in; or that nothing does. */
export async function CustomerBadges({
  customer,
}: {
  customer: Pick<DeskCustomer, 'suspendedAt' | 'activated' | 'locked'>
}) {
  const t = await translations('deskCustomer')
  const { suspendedAt, activated, locked } = customer
  const free = !suspendedAt && activated && !locked.password && !locked.codes
  return (
    <p className="flex flex-wrap gap-2">
      {free && (
        <Badge tone="ok" icon="check">
          {t('status_active')}
        </Badge>
      )}
      {suspendedAt && (
        <Badge tone="bad" icon="ban">
          {t('status_suspended')}
        </Badge>
      )}
      {locked.password && (
        <Badge tone="warn" icon="alert">
          {t('status_locked_password')}
        </Badge>
      )}
      {locked.codes && (
        <Badge tone="warn" icon="alert">
          {t('status_locked_codes')}
        </Badge>
      )}
      {!activated && (
        <Badge tone="off" icon="hourglass">
          {t('status_not_activated')}
        </Badge>
      )}
    </p>
  )
}
