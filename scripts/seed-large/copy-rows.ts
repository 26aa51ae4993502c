import type pg from 'pg'

/** What a column can be given; JSON comes as its text. */
export type Cell = string | number | bigint | boolean | Date | Buffer | string[] | null

/** Rows on their way into one table. */
export type Rows = { table: string; columns: string; rows: Cell[][] }

const linesAtOnce = 500

/** What the driver's connection has beyond its published types, for COPY. */
type CopyConnection = { sendCopyFromChunk: (chunk: Buffer) => void; endCopyFrom: () => void }

/**
 * Sends rows by COPY … FROM STDIN, in its text format: several times as fast as INSERT. The driver lets a statement
 * of one's own in, and leaves the copying to it.
 */
export function copyRows(client: pg.ClientBase, { table, columns, rows }: Rows): Promise<void> {
  if (rows.length === 0) return Promise.resolve()
  return new Promise((resolve, reject) => {
    let problem: unknown
    client.query({
      submit: (connection: pg.Connection) => connection.query(`COPY ${table} (${columns}) FROM STDIN`),
      handleCopyInResponse: (connection: CopyConnection) => {
        for (let at = 0; at < rows.length; at += linesAtOnce)
          connection.sendCopyFromChunk(
            Buffer.from(
              rows
                .slice(at, at + linesAtOnce)
                .map(lineOf)
                .join(''),
            ),
          )
        connection.endCopyFrom()
      },
      handleCommandComplete: () => {},
      handleError: (error: unknown) => {
        problem = error
      },
      handleReadyForQuery: () => (problem ? reject(problem) : resolve()),
    })
  })
}

function lineOf(row: Cell[]): string {
  return `${row.map(cellOf).join('\t')}\n`
}

function cellOf(value: Cell): string {
  if (value === null) return '\\N'
  if (typeof value === 'string') return escaped(value)
  if (value instanceof Date) return value.toISOString()
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`
  if (Array.isArray(value))
    return escaped(`{${value.map((item) => `"${item.replace(/["\\]/g, '\\$&')}"`).join(',')}}`)
  return String(value)
}

const signs: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function escaped(text: string): string {
  return text.replace(/[\\\n\r\t]/g, (sign) => signs[sign] ?? sign)
}
