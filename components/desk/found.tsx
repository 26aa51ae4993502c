import { Card, CardHead } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { HitList, type HitRow } from './hit-list'

/** What a search found, in words. */
export type FoundWords =
  | { notice: string }
  | { nothing: { title: string; body: string } }
  | { title: string; groups: { title: string; rows: HitRow[]; more: string | null }[] }

/** The answer to a search: by the page, or in place where it must not have an address. */
export function Found({ found }: { found: FoundWords }) {
  if ('notice' in found)
    return (
      <Notice tone="warn" live>
        <p>{found.notice}</p>
      </Notice>
    )
  if ('nothing' in found)
    return (
      <Card role="status">
        <EmptyState title={found.nothing.title}>
          <p>{found.nothing.body}</p>
        </EmptyState>
      </Card>
    )
  return (
    <section aria-label={found.title} className="grid min-w-0 gap-4">
      {found.groups.map(({ title, rows, more }) => (
        <Card key={title} padded={false}>
          <div className="p-4 sm:px-6">
            <CardHead title={title} />
          </div>
          <HitList rows={rows} />
          {more && <p className="border-t border-line px-4 py-3 text-hint text-ink-2 sm:px-6">{more}</p>}
        </Card>
      ))}
    </section>
  )
}
