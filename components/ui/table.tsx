import type { ReactNode } from 'react'
import { classNames } from './class-names'

/**
 * Rows of like things. On a phone each row becomes a card: the lead cell is its title, the status cell stands
 * opposite, every other cell says its own column. The look is `.table` in app/parts.css, said once for all cells.
 */
export function Table({
  label,
  head,
  className,
  children,
}: {
  label: string
  head: { key: string; title: ReactNode }[]
  className?: string
  /** `<tr>`s. A link in one of them that `covers` makes the whole row its target. */
  children: ReactNode
}) {
  return (
    <div className="overflow-hidden rounded border border-line bg-surface shadow-card">
      <table className={classNames('table', className)}>
        <caption className="sr-only">{label}</caption>
        <thead>
          <tr>
            {head.map(({ key, title }) => (
              <th key={key} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}
