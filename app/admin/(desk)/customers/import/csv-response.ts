import { csvText } from '@/lib/desk/csv-text'

/** Rows as a file to download, with the byte order mark without which Excel takes UTF-8 for something else. */
export function csvResponse(fileName: string, rows: (string | number)[][]): Response {
  return new Response(csvText(rows, { bom: true }), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${fileName}"`,
    },
  })
}
