import type { ReactNode } from 'react'
import { Card, CardHead } from '@/components/ui/card'
import { Pager } from '@/components/ui/pager'
import { alikeRefusals } from '@/components/usage/alike-refusals'
import { refusalWords } from '@/components/usage/refusal-words'
import { permissionWords } from '@/lib/policies/permission-words'
import { policy } from '@/lib/policies/policy'
import { translations } from '@/lib/server/i18n'
import { currentLocale } from '@/lib/server/preferences'
import type { ListedRefusal } from '@/lib/usage/refusals-of'
import { RefusalItem } from './refusal-item'

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
  const wordsOf = (refusal: ListedRefusal) => refusalWords(t, refusal, permissions)
  return (
    <Card aria-labelledby="refusals" padded={false}>
      <div className="grid gap-1 px-4 pt-4 pb-3 sm:px-6 sm:pt-5">
        <CardHead id="refusals" title={t('refusals_title')} aside={aside} />
        <p className="text-hint text-ink-2">{t(refusals.length > 0 ? 'refusals_intro' : 'refusals_none')}</p>
        {refusals.length > 0 && (
          <p className="text-hint text-ink-2">
            {t('refusals_kept', { days: policy().usage.refusalsKeptDays })}
          </p>
        )}
      </div>
      {refusals.length > 0 && (
        <ol aria-label={t('refusals_list')} className="divide-y divide-line border-t border-line">
          {alikeRefusals(refusals, (refusal) => wordsOf(refusal).why).map((alike) => (
            <RefusalItem
              key={alike[0].id}
              words={wordsOf(alike[0])}
              refusals={alike}
              acts={acts?.(alike[0])}
            />
          ))}
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
