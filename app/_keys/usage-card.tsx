import { Card } from '@/components/ui/card'
import { Pills } from '@/components/ui/pills'
import { UsageChart } from '@/components/usage/usage-chart'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'
import type { UsageSlot } from '@/lib/usage/counts-of'
import { type UsagePeriod, usagePeriods } from '@/lib/usage/schema'

/** How often a key was let in and refused, as a picture and in numbers. `hrefOf` leads to another period. */
export async function UsageCard({
  slots,
  period,
  hrefOf,
}: {
  slots: UsageSlot[]
  period: UsagePeriod
  hrefOf: (period: UsagePeriod) => string
}) {
  const t = await translations('usage')
  const { date, dateTime, number, zone } = await formats()
  const when = ({ from }: UsageSlot) => (period === '24h' ? dateTime(from) : date(from))
  const total = (name: 'allowed' | 'refused') => slots.reduce((sum, slot) => sum + slot[name], 0)
  const totals = { allowed: total('allowed'), refused: total('refused') }
  const used = slots.filter(({ allowed, refused }) => allowed + refused > 0)
  const most = Math.max(...slots.flatMap(({ allowed, refused }) => [allowed, refused]))
  const [first, last] = [slots[0], slots.at(-1)]
  return (
    <Card aria-labelledby="usage" className="grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <h2 id="usage">{t('title')}</h2>
        <Pills
          label={t('period_label')}
          items={usagePeriods.map((one) => ({
            href: hrefOf(one),
            label: t(`period_${one}`),
            current: one === period,
          }))}
        />
      </div>
      {used.length === 0 ? (
        <p className="text-ink-2">{t('none')}</p>
      ) : (
        <>
          <div className="flex flex-wrap items-baseline justify-between gap-x-6">
            <p>{t('totals', totals)}</p>
            <p className="text-small text-ink-2">{t('tallest', { most })}</p>
          </div>
          <div className="grid gap-1.5">
            <UsageChart
              slots={slots}
              label={t('chart', { period, ...totals })}
              words={(slot) => t('slot', { when: when(slot), allowed: slot.allowed, refused: slot.refused })}
            />
            <div className="flex justify-between gap-4 text-small text-ink-2">
              {first && <span>{when(first)}</span>}
              {last && <span>{when(last)}</span>}
            </div>
          </div>
          <ul className="flex flex-wrap gap-x-6 gap-y-1 text-hint text-ink-2">
            <Key look="fill-accent">{t('legend_allowed')}</Key>
            <Key look="fill-seal">{t('legend_refused')}</Key>
          </ul>
          <details>
            <summary className="inline-flex min-h-11 cursor-pointer items-center text-accent underline-offset-4 hover:underline">
              {t('numbers')}
            </summary>
            <p className="text-hint text-ink-2">{t('numbers_left_out')}</p>
            <table className="mt-2 w-full max-w-lg border-collapse text-hint">
              <caption className="sr-only">{t('numbers')}</caption>
              <thead>
                <tr className="border-b border-line text-ink-2">
                  <th scope="col" className="py-1.5 pr-4 text-left font-semibold">
                    {t('column_when')}
                  </th>
                  <th scope="col" className="px-4 py-1.5 text-right font-semibold">
                    {t('column_allowed')}
                  </th>
                  <th scope="col" className="py-1.5 pl-4 text-right font-semibold">
                    {t('column_refused')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {used.toReversed().map((slot) => (
                  <tr key={slot.from.getTime()} className="border-b border-line">
                    <th scope="row" className="py-1.5 pr-4 text-left font-normal">
                      {when(slot)}
                    </th>
                    <td className="px-4 py-1.5 text-right">{number(slot.allowed)}</td>
                    <td className="py-1.5 pl-4 text-right">{number(slot.refused)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            <p className="mt-2 text-small text-ink-2">{t('zone', { zone })}</p>
          </details>
        </>
      )}
    </Card>
  )
}

function Key({ look, children }: { look: string; children: string }) {
  return (
    <li className="flex items-center gap-2">
      <svg aria-hidden="true" viewBox="0 0 10 10" className="size-2.5">
        <rect width="10" height="10" rx="2" className={look} />
      </svg>
      {children}
    </li>
  )
}
