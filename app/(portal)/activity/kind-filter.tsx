import { classNames } from '@/components/ui/class-names'
import { type ActivityKind, activityKinds } from '@/lib/audit/schema'
import { translations } from '@/lib/server/i18n'
import { activityHref } from './activity-href'

/** The kinds as links: each has an address, and works without script. */
export async function KindFilter({ current }: { current: ActivityKind | null }) {
  const t = await translations('activity')
  return (
    <nav aria-label={t('filter_label')}>
      <ul className="flex flex-wrap gap-2">
        {[null, ...activityKinds].map((kind) => (
          <li key={kind}>
            <a
              href={activityHref({ kind, before: null })}
              aria-current={kind === current ? 'true' : undefined}
              className={classNames(
                'inline-flex min-h-11 items-center rounded-pill border px-4 text-hint font-semibold no-underline transition-colors',
                kind === current
                  ? 'border-accent bg-accent-wash text-accent'
                  : 'border-line-strong text-ink-2 hover:bg-sunken hover:text-ink',
              )}
            >
              {t(`kind_${kind ?? 'all'}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
