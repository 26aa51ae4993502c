import 'server-only'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setImmediate } from 'node:timers/promises'
import { CsvError, parse } from 'csv-parse'
import { type ErrorCode, type ErrorValues, fieldError } from '@/lib/errors'
import { columnTitle, type ImportColumn, type ImportProblem, missingColumns, readHeader } from './columns'
import { inSlices } from './in-slices'
import { importLimits } from './limits'

/** A row as it was written; `locale` is blank where the file has no such column. */
export type CsvRow = { line: number } & Record<ImportColumn, string>

export type CsvContent = {
  rows: CsvRow[]
  /** Rows whose cells don't fit the header. */
  problems: ImportProblem[]
  /** Names of columns that are not read. */
  unknown: string[]
}

type CsvRecord = { line: number; cells: string[] }

/** Bytes between two pauses, in which the portal serves other requests. */
const bytesAtOnce = 64 * 1024

const delimiters = [',', ';', '\t'] as const
const refuse = (code: ErrorCode, values?: ErrorValues) => fieldError('file', code, values)

/**
 * Reads a file of customers: UTF-8 with or without a byte order mark, cells parted by commas, semicolons or tabs
 * (as its header does), quoted as RFC 4180 says, lines ended in any way. Blank rows don't count.
 * @throws AppError at `file`: `import_too_large`, `import_not_utf8`, `import_empty`, `import_no_rows`,
 *   `import_too_many_rows`, `import_columns_missing`, `import_column_twice`, `import_quotes_broken`
 */
export async function readCsv(bytes: Uint8Array): Promise<CsvContent> {
  if (bytes.length > importLimits.fileBytes) throw refuse('import_too_large')
  const decoded = decode(bytes)
  await setImmediate()
  const text = decoded.replace(/\r\n?/g, '\n')
  await setImmediate()
  const [header, ...records] = await parseRecords(text, await delimiterOf(text))
  if (!header) throw refuse('import_empty')
  const columns = readHeader(header.cells)
  refuseBadHeader(columns)
  if (records.length === 0) throw refuse('import_no_rows')
  const unknown = header.cells.flatMap((cell, at) =>
    columns[at] || !cell.trim() ? [] : [unknownName(cell, at)],
  )
  return { ...(await fitToHeader(records, columns)), unknown }
}

/** Big5 and UTF-16, which spreadsheets may save too, are not guessed at: a wrong guess makes wrong names. */
function decode(bytes: Uint8Array): string {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw refuse('import_not_utf8')
  }
  if (text.includes('\0')) throw refuse('import_not_utf8')
  return text
}

/** The delimiter by which the first line makes most sense as a header. */
async function delimiterOf(text: string): Promise<string> {
  const firstLine = /^.*[^\s,;"].*$/m.exec(text)?.[0] ?? ''
  const known = async (delimiter: string) => {
    try {
      const [header] = await parseRecords(firstLine, delimiter)
      return readHeader(header?.cells ?? []).filter(Boolean).length
    } catch {
      return 0
    }
  }
  const counted = await Promise.all(delimiters.map(known))
  return delimiters[counted.indexOf(Math.max(...counted))] ?? delimiters[0]
}

/** Every record that is not blank, with the line on which it begins. */
async function parseRecords(text: string, delimiter: string): Promise<CsvRecord[]> {
  const records: CsvRecord[] = []
  let lastLine = 0
  try {
    const parser = parse({
      delimiter,
      record_delimiter: '\n',
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (cells: string[], { lines }) => {
        lastLine = lines
        if (!cells.some((cell) => cell.trim())) return null
        if (records.length > importLimits.rows)
          throw refuse('import_too_many_rows', { max: importLimits.rows })
        const lineBreaks = cells.reduce((count, cell) => count + cell.split('\n').length - 1, 0)
        records.push({ line: lines - lineBreaks, cells })
        return null
      },
    })
    // Its records are kept above; it hands none on, and ends only when somebody would read them.
    parser.resume()
    await pipeline(Readable.from(slicesOf(text)), parser)
  } catch (error) {
    // Its message quotes the file, so that it goes nowhere.
    if (error instanceof CsvError) throw refuse('import_quotes_broken', { line: lastLine + 1 })
    throw error
  }
  return records
}

/** In bytes: a slice may end within a character, which the parser puts together again. */
async function* slicesOf(text: string): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += bytesAtOnce) {
    yield bytes.subarray(at, at + bytesAtOnce)
    await setImmediate()
  }
}

/** What stands in the header is not said: without one it is a customer's row. */
function refuseBadHeader(columns: (ImportColumn | undefined)[]): void {
  const missing = missingColumns(columns)
  if (missing.length > 0)
    throw refuse('import_columns_missing', { columns: missing.map(columnTitle).join(', ') })
  const twice = columns.find((column, at) => column && columns.indexOf(column) !== at)
  if (twice) throw refuse('import_column_twice', { column: columnTitle(twice) })
}

/** An unknown column by its name if that looks like one, else by its place. */
function unknownName(cell: string, at: number): string {
  const name = cell.trim()
  return /^[\p{L}\p{N} _/().-]{1,40}$/u.test(name) && !/\d{3}/.test(name) ? name : `#${at + 1}`
}

async function fitToHeader(
  records: CsvRecord[],
  columns: (ImportColumn | undefined)[],
): Promise<{ rows: CsvRow[]; problems: ImportProblem[] }> {
  const rows: CsvRow[] = []
  const problems: ImportProblem[] = []
  const places = columns.flatMap((column, at) => (column ? [[column, at] as const] : []))
  const fit = ({ line, cells }: CsvRecord) => {
    const beyond = cells.slice(columns.length).some((cell) => cell.trim())
    if (cells.length < columns.length || beyond) {
      const values = { found: cells.length, expected: columns.length }
      problems.push({ line, column: null, code: 'import_cells', values })
      return
    }
    const row: CsvRow = { line, name: '', nationalId: '', email: '', phone: '', locale: '' }
    for (const [column, at] of places) row[column] = cells[at] ?? ''
    rows.push(row)
  }
  for await (const slice of inSlices(records, 5000)) slice.forEach(fit)
  return { rows, problems }
}
