import { stringify } from 'csv-stringify/sync'

/** Rows as a file to download, with the byte order mark without which Excel takes UTF-8 for something else. */
export function csvResponse(fileName: string, rows: (string | number)[][]): Response {
  return new Response(stringify(rows, { bom: true, record_delimiter: 'windows' }), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${fileName}"`,
    },
  })
}
