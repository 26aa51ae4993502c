import { Pills } from '@/components/ui/pills'
import { type ActivityKind, activityKinds } from '@/lib/audit/schema'
import { translations } from '@/lib/server/i18n'
import { activityHref } from './activity-href'

/** What the page can be narrowed to. */
export async function KindFilter({ current }: { current: ActivityKind | null }) {
  const t = await translations('activity')
  const items = [null, ...activityKinds].map((kind) => ({
    href: activityHref({ kind, before: null }),
    label: t(`kind_${kind ?? 'all'}`),
    current: kind === current,
  }))
  return <Pills label={t('filter_label')} items={items} />
}
