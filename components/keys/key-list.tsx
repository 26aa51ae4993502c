'use client'
import { badgeClass } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { Table } from '@/components/ui/table'
import type { KeyState } from '@/lib/keys/status-of'
import { routes } from '@/lib/routes'
import { keyLooks } from './key-badge'

/** A key in words. Not an object, whose members a page of many keys would name again and again. */
export type KeyRow = [
  id: string,
  name: string,
  code: string,
  can: string,
  from: string,
  days: string,
  state: KeyState,
  stateWord: string,
  /** What is amiss with it. */
  warning?: string,
]

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
    <Table label={label} head={head} className="keys">
      {keys.map(([id, name, code, can, from, days, state, stateWord, warning]) => (
        <tr key={id}>
          <td>
            <a href={routes.key(id)}>{name}</a>
            <span>{code}</span>
            {warning && (
              <span className="mt-0.5 flex items-center gap-1 text-small font-medium text-warn">
                <Icon name="warn" className="size-3.5" />
                {warning}
              </span>
            )}
          </td>
          <td data-label={columns.can}>{can}</td>
          <td data-label={columns.from}>{from}</td>
          <td data-label={columns.days}>{days}</td>
          <td>
            <span className={badgeClass(keyLooks[state])}>{stateWord}</span>
          </td>
        </tr>
      ))}
    </Table>
  )
}
