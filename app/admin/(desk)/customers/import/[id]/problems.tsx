import { TextLink } from '@/components/ui/link'
import { Table } from '@/components/ui/table'
import type { ImportReport } from '@/lib/desk/import/read-report'
import { routes } from '@/lib/routes'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'
import { problemWords } from './problem-words'

/** The first problems of a file, and the way to all of them. */
export async function Problems({ id, report }: { id: string; report: ImportReport }) {
  const t = await translations('deskImport')
  const { number } = await formats()
  const { head, say } = await problemWords()
  const shown = report.problems.length
  return (
    <section className="grid gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h2>{t('problems', { count: report.count })}</h2>
        <TextLink href={routes.deskImportProblems(id)} download className="py-2">
          {t('problems_download')}
        </TextLink>
      </div>
      {shown < report.count && <p className="text-ink-2">{t('problems_first', { shown })}</p>}
      <Table
        label={t('problems', { count: report.count })}
        head={Object.entries(head).map(([key, title]) => ({ key, title }))}
      >
        {report.problems.map(say).map(({ line, column, why }) => (
          <tr key={`${line} ${column}`}>
            <td className="lead md:min-w-28">{t('line', { line: number(line) })}</td>
            <td data-label={head.column} className="evenly">
              {column}
            </td>
            <td data-label={head.why}>{why}</td>
          </tr>
        ))}
      </Table>
    </section>
  )
}
