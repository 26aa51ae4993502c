'use client'
import { Icon } from '@/components/ui/icon'
import { Table } from '@/components/ui/table'
import type { KeyState } from '@/lib/keys/status-of'
import { routes } from '@/lib/routes'
import { KeyBadge } from './key-badge'

/** A key in words. */
export type KeyRow = {
  id: string
  name: string
  code: string
  /** What is amiss with it. */
  warning?: string
  can: string
  from: string
  days: string
  state: KeyState
  stateWord: string
}

/**
 * The keys, one a row; on a phone one a card. A client component for what the server saves by it: the page then
 * carries words instead of a description of every element.
 */
export function KeyList({
  label,
  columns,
  keys,
}: {
  label: string
  columns: Record<'key' | 'can' | 'from' | 'days' | 'status', string>
  keys: KeyRow[]
}) {
  const head = Object.entries(columns).map(([key, title]) => ({ key, title }))
  return (
    <Table label={label} head={head}>
      {keys.map(({ id, name, code, warning, can, from, days, state, stateWord }) => (
        <tr key={id}>
          <td className="lead md:min-w-44">
            <a href={routes.key(id)} className="row-link">
              {name}
            </a>
            <span className="row-code">{code}</span>
            {warning && (
              <span className="mt-0.5 flex items-center gap-1 text-small font-medium text-warn">
                <Icon name="warn" className="size-3.5" />
                {warning}
              </span>
            )}
          </td>
          <td data-label={columns.can}>{can}</td>
          <td data-label={columns.from} className="evenly">
            {from}
          </td>
          <td data-label={columns.days} className="evenly">
            {days}
          </td>
          <td className="status">
            <KeyBadge state={state}>{stateWord}</KeyBadge>
          </td>
        </tr>
      ))}
    </Table>
  )
}
