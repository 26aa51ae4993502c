/** Lines of a Markdown table, padded so that a terminal shows it well too; columns of numbers to the right. */
export function tableLines(header: string[], rows: (string | number)[][]): string[] {
  const cells = [header, ...rows.map((row) => row.map(String))]
  const columns = header.map((_, column) => {
    const isNumeric = rows.length > 0 && rows.every((row) => /^[\d.,]*$/.test(String(row[column])))
    return { width: Math.max(...cells.map((row) => (row[column] ?? '').length), 3), isNumeric }
  })
  const line = (row: string[]) => {
    const padded = columns.map(({ width, isNumeric }, column) => {
      const text = row[column] ?? ''
      return isNumeric ? text.padStart(width) : text.padEnd(width)
    })
    return `| ${padded.join(' | ')} |`
  }
  const rule = columns.map(({ width, isNumeric }) =>
    isNumeric ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
  )
  return [line(header), line(rule), ...cells.slice(1).map(line)]
}
