import { Table } from '@/components/ui/table'
import type { ListedImport } from '@/lib/desk/import/list-imports'
import { routes } from '@/lib/routes'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'
import { StateBadge } from './state-badge'

/** The latest imports: whose, when, how many, how far. */
export async function RecentImports({ imports }: { imports: ListedImport[] }) {
  const t = await translations('deskImport')
  const { dateTime } = await formats()
  const columns = ['file', 'when', 'rows', 'state'] as const
  const titles = Object.fromEntries(columns.map((key) => [key, t(`column_${key}`)]))
  return (
    <Table label={t('recent')} head={columns.map((key) => ({ key, title: titles[key] }))}>
      {imports.map(({ id, fileName, staffName, createdAt, total, created, bad, state }) => (
        <tr key={id}>
          <td className="lead md:min-w-44">
            <a href={routes.deskImportRun(id)} className="row-link">
              {fileName}
            </a>
            <span className="mt-0.5 block text-small font-normal text-ink-2">{staffName}</span>
          </td>
          <td data-label={titles.when}>{dateTime(createdAt)}</td>
          <td data-label={titles.rows} className="evenly">
            {t('rows', { state, total, created, bad })}
          </td>
          <td className="status">
            <StateBadge state={state} />
          </td>
        </tr>
      ))}
    </Table>
  )
}
