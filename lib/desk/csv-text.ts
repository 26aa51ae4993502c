import { stringify } from 'csv-stringify/sync'

/** What a spreadsheet takes for the beginning of a formula: the signs, their wide and small forms, tab and return. */
const formula = '=+\\-@＝＋－＠﹦﹢﹣﹫\\t\\r'

/** Where a cell begins, also for a reader who splits lines elsewhere than at commas, and drops spaces and quotes. */
const beginnings = new RegExp(`(?<=^|[;,\\t\\r\\n])((?:"|[^\\S\\t\\r\\n])*)(?=[${formula}])`, 'g')

/**
 * Rows as CSV (RFC 4180), every cell in quotes. What would begin a formula gets an apostrophe in front, within a cell
 * as well: where the list separator is a semicolon, Excel splits at the semicolons and not at the commas.
 * @param options.bom with the mark by which Excel knows UTF-8
 */
export function csvText(rows: unknown[][], { bom }: { bom: boolean }): string {
  return stringify(
    rows.map((row) => row.map((cell) => harmless(String(cell ?? '')))),
    { bom, quoted: true, quoted_empty: true, record_delimiter: 'windows' },
  )
}

function harmless(cell: string): string {
  return cell.replace(beginnings, "$1'")
}
