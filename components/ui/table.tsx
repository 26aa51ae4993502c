import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names'

/**
 * Rows of like things. On a phone each row becomes a card: the lead cell is its title, the `status` cell stands
 * opposite, every other cell says its own column.
 */
export function Table({
  label,
  head,
  children,
}: {
  label: string
  head: { key: string; title: ReactNode }[]
  children: ReactNode
}) {
  return (
    <div className="overflow-hidden rounded border border-line bg-surface shadow-card">
      <table className="w-full border-collapse max-md:block">
        <caption className="sr-only">{label}</caption>
        <thead className="max-md:sr-only">
          <tr>
            {head.map(({ key, title }) => (
              <th
                key={key}
                scope="col"
                className="px-4 py-3 text-left text-small font-semibold text-ink-2 first:pl-6 last:pr-6"
              >
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-md:block max-md:divide-y max-md:divide-line">{children}</tbody>
      </table>
    </div>
  )
}

/** One thing. A `TextLink covers` in it makes the whole row its target. */
export function Row({ className, ...rest }: ComponentProps<'tr'>) {
  return (
    <tr
      className={classNames(
        'relative hover:bg-sunken max-md:grid max-md:grid-cols-[minmax(0,1fr)_auto] max-md:gap-x-4 max-md:gap-y-1 max-md:px-4 max-md:py-4',
        className,
      )}
      {...rest}
    />
  )
}

const places = {
  lead: 'wrap-anywhere max-md:col-start-1 max-md:row-start-1 font-semibold',
  status: 'max-md:col-start-2 max-md:row-start-1',
  plain: 'max-md:col-span-2 max-md:flex max-md:justify-between max-md:gap-4 max-md:text-hint',
}

/** One value. `label` repeats the column's title on a phone; leave it out for a lead or a status. */
export function Cell({
  label,
  place = 'plain',
  className,
  children,
  ...rest
}: ComponentProps<'td'> & { label?: ReactNode; place?: keyof typeof places }) {
  return (
    <td
      className={classNames(
        'min-w-0 wrap-break-word md:border-t md:border-line md:px-4 md:py-3 md:align-middle md:first:pl-6 md:last:pr-6',
        places[place],
        className,
      )}
      {...rest}
    >
      {label && (
        <span aria-hidden className="shrink-0 text-ink-2 md:hidden">
          {label}
        </span>
      )}
      {label ? <span className="min-w-0 max-md:text-right">{children}</span> : children}
    </td>
  )
}
