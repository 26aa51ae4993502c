import 'server-only'
import { type Locale, locales } from '@/lib/i18n/locales'
import { type CustomerFields, customerFields } from '@/lib/identity/customer-fields'
import { normaliseNationalId } from '@/lib/identity/national-id'
import { type ImportColumn, type ImportProblem, importColumns } from './columns'
import { inSlices } from './in-slices'
import type { CsvRow } from './read-csv'

/** What a cell may call a language; blank is the language of most customers. */
const languages: Record<string, Locale> = {
  '': 'zh-TW',
  zh: 'zh-TW',
  'zh-tw': 'zh-TW',
  中文: 'zh-TW',
  繁體中文: 'zh-TW',
  en: 'en',
  english: 'en',
  英文: 'en',
}

/**
 * Judges each row as the form for one customer would. Rows with the same national ID are all refused: which of
 * them is right can't be known.
 */
export async function checkRows(
  rows: readonly CsvRow[],
): Promise<{ good: CustomerFields[]; problems: ImportProblem[] }> {
  const checked: { row: CsvRow; id: string; fields: CustomerFields | null; problems: ImportProblem[] }[] = []
  const linesOf = new Map<string, number[]>()
  for await (const slice of inSlices(rows))
    for (const row of slice) {
      const { fields, problems } = checkRow(row)
      const id = normaliseNationalId(row.nationalId)
      checked.push({ row, id, fields, problems })
      if (problems.some(({ column }) => column === 'nationalId')) continue
      const lines = linesOf.get(id)
      if (lines) lines.push(row.line)
      else linesOf.set(id, [row.line])
    }
  const good: CustomerFields[] = []
  const problems: ImportProblem[] = []
  for await (const slice of inSlices(checked, 5000))
    for (const { row, id, fields, problems: own } of slice) {
      const other = linesOf.get(id)?.find((line) => line !== row.line)
      if (other !== undefined)
        own.push({ line: row.line, column: 'nationalId', code: 'import_id_twice', values: { line: other } })
      if (fields && own.length === 0) good.push(fields)
      problems.push(...own)
    }
  return { good, problems }
}

function checkRow({ line, ...cells }: CsvRow): { fields: CustomerFields | null; problems: ImportProblem[] } {
  const locale = languages[cells.locale.normalize('NFKC').trim().toLowerCase().replace('_', '-')]
  const problems: ImportProblem[] = []
  const { data, error } = customerFields.safeParse({ ...cells, locale: locale ?? locales[0] })
  for (const issue of error?.issues ?? []) {
    const column = issue.path[0] as ImportColumn
    // One sentence a cell; the first says the most.
    if (!importColumns.includes(column) || problems.some((known) => known.column === column)) continue
    const problem: ImportProblem = { line, column, code: issue.message }
    if ('params' in issue) problem.values = issue.params as ImportProblem['values']
    problems.push(problem)
  }
  if (!locale) problems.push({ line, column: 'locale', code: 'import_language' })
  return { fields: data ?? null, problems }
}
