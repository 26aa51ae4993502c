import type { ReactNode } from 'react'
import { Card, CardHead } from '@/components/ui/card'
import { Pager } from '@/components/ui/pager'
import { refusalWords } from '@/components/usage/refusal-words'
import { permissionWords } from '@/lib/policies/permission-words'
import { policy } from '@/lib/policies/policy'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'
import { currentLocale } from '@/lib/server/preferences'
import type { ListedRefusal } from '@/lib/usage/refusals-of'

/**
 * What was refused of a key, in words: when, what, from where, why, and what to do.
 * @param acts what can be done at once about one of them
 */
export async function RefusalsCard({
  refusals,
  first,
  next,
  acts,
  aside,
}: {
  refusals: ListedRefusal[]
  /** The ways through older ones; null where there are none. */
  first: string | null
  next: string | null
  acts?: (refusal: ListedRefusal) => ReactNode
  /** Opposite the title. */
  aside?: ReactNode
}) {
  const t = await translations('usage')
  const permissions = permissionWords(await currentLocale())
  const { dateTime } = await formats()
  return (
    <Card aria-labelledby="refusals" padded={false}>
      <div className="grid gap-1 px-4 pt-4 pb-3 sm:px-6 sm:pt-5">
        <CardHead id="refusals" title={t('refusals_title')} aside={aside} />
        <p className="text-hint text-ink-2">{t(refusals.length > 0 ? 'refusals_intro' : 'refusals_none')}</p>
        <p className="text-hint text-ink-2">
          {t('refusals_kept', { days: policy().usage.refusalsKeptDays })}
        </p>
      </div>
      {refusals.length > 0 && (
        <ol aria-label={t('refusals_list')} className="divide-y divide-line border-t border-line">
          {refusals.map((refusal) => {
            const { why, todo } = refusalWords(t, refusal, permissions)
            return (
              <li
                key={refusal.id}
                className="grid gap-x-6 gap-y-1 px-4 py-3 sm:grid-cols-[11rem_minmax(0,1fr)] sm:px-6"
              >
                <time dateTime={refusal.at.toISOString()} className="text-hint text-ink-2">
                  {dateTime(refusal.at)}
                </time>
                <div className="grid min-w-0 justify-items-start gap-1">
                  <p className="font-semibold wrap-anywhere">{why}</p>
                  <p className="wrap-anywhere">{todo}</p>
                  {acts?.(refusal)}
                  <p className="flex flex-wrap gap-x-4 text-small text-ink-2">
                    <code className="font-mono wrap-anywhere">
                      {refusal.method} {refusal.path}
                    </code>
                    <span className="wrap-anywhere">
                      {refusal.address ? t('from', { address: refusal.address }) : t('from_unknown')}
                    </span>
                    <span className="wrap-anywhere">{t('request_id', { id: refusal.requestId })}</span>
                  </p>
                </div>
              </li>
            )
          })}
        </ol>
      )}
      {(first || next) && (
        <div className="border-t border-line px-4 sm:px-6">
          <Pager
            label={t('pages')}
            first={first ? { href: first, label: t('newest') } : null}
            next={next ? { href: next, label: t('older') } : null}
          />
        </div>
      )}
    </Card>
  )
}
