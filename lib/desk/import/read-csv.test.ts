import { describe, expect, test } from 'vitest'
import { AppError } from '@/lib/errors'
import { importLimits } from './limits'
import { type CsvContent, readCsv } from './read-csv'

const bytes = (text: string) => new TextEncoder().encode(text)
const read = (text: string) => readCsv(bytes(text))
const header = 'name,national_id,email,phone'
const wang = {
  name: '王小明',
  nationalId: 'A123456789',
  email: 'w@example.com',
  phone: '0912345678',
  locale: '',
}
const row = '王小明,A123456789,w@example.com,0912345678'

/** What the file is refused for, and the values of its sentence. */
async function refusal(reading: Promise<CsvContent>): Promise<unknown> {
  try {
    return await reading
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    expect(Object.keys(error.fields)).toEqual(['file'])
    return { code: error.code, ...error.values }
  }
}

describe('reads one row', () => {
  test.each([
    ['as it is', `${header}\n${row}\n`],
    ['without a last line break', `${header}\n${row}`],
    ['after a byte order mark', `\ufeff${header}\n${row}\n`],
    ['with lines ended by CR LF', `${header}\r\n${row}\r\n`],
    ['with lines ended by CR', `${header}\r${row}\r`],
    ['parted by semicolons', `${header}\n${row}\n`.replaceAll(',', ';')],
    ['parted by tabs', `${header}\n${row}\n`.replaceAll(',', '\t')],
    ['quoted all over', `"${header.replaceAll(',', '","')}"\n"${row.replaceAll(',', '","')}"\n`],
    ['under a Chinese header', `姓名,身分證字號,電子郵件,手機\n${row}\n`],
    ['under full-width and spaced names', `ＮＡＭＥ,National ID,E-Mail, phone \n${row}\n`],
    ['in another order', 'phone,name,email,national_id\n0912345678,王小明,w@example.com,A123456789\n'],
    ['with empty cells at the end', `${header},,\n${row},,\n`],
    ['with more empty cells than the header', `${header}\n${row},,\n`],
  ])('%s', async (_what, text) => {
    expect(await read(text)).toEqual({ rows: [{ line: 2, ...wang }], problems: [], unknown: [] })
  })
})

test('counts lines as an editor does, over blank ones and line breaks within quotes', async () => {
  const { rows } = await read(`\r\n${header}\r\n${row}\r\n\r\n,,,\r\n"王\r\n小明",A,b,c\r\n${row}\r\n`)
  expect(rows.map(({ line }) => line)).toEqual([3, 6, 8])
  expect(rows[1]?.name).toBe('王\n小明')
})

test('keeps delimiters, quotes and formula signs within quotes as they are', async () => {
  const { rows } = await read(`${header},locale\n"=1+1, ""A"" ;","A1","@x",+1,en\n`)
  expect(rows).toEqual([
    { line: 2, name: '=1+1, "A" ;', nationalId: 'A1', email: '@x', phone: '+1', locale: 'en' },
  ])
})

test('names the columns that it does not read, but never what could be a customer’s', async () => {
  const { unknown } = await read(`${header},分行,Branch no.,A123456789,x@y\n${row},1,2,3,4\n`)
  expect(unknown).toEqual(['分行', 'Branch no.', '#7', '#8'])
})

test('says which lines do not fit the header', async () => {
  const { rows, problems } = await read(`${header}\n王小明,A123456789,w@example.com\n${row}\n${row},more\n`)
  expect(rows).toHaveLength(1)
  expect(problems).toEqual([
    { line: 2, column: null, code: 'import_cells', values: { found: 3, expected: 4 } },
    { line: 4, column: null, code: 'import_cells', values: { found: 5, expected: 4 } },
  ])
})

const columns = 'name (姓名), national_id (身分證字號), email (電子郵件), phone (手機)'

describe('refuses', () => {
  test.each<[string, string | Uint8Array, object]>([
    ['nothing', '', { code: 'import_empty' }],
    ['a byte order mark alone', '\ufeff', { code: 'import_empty' }],
    ['blank lines', '\n \n,,\r\n', { code: 'import_empty' }],
    ['a header alone', `${header}\n`, { code: 'import_no_rows' }],
    ['rows without a header', `${row}\n${row}\n`, { code: 'import_columns_missing', columns }],
    [
      'a missing column',
      'name,email,phone,locale\n1,2,3,4\n',
      { code: 'import_columns_missing', columns: 'national_id (身分證字號)' },
    ],
    [
      'a column named twice',
      `${header},姓名\n${row},x\n`,
      { code: 'import_column_twice', column: 'name (姓名)' },
    ],
    [
      'quotes never closed',
      `${header}\n${row}\n"王,A1,b,c\n${row}\n`,
      { code: 'import_quotes_broken', line: 3 },
    ],
    ['quotes within a cell', `${header}\n王"小"明,A1,b,c\n`, { code: 'import_quotes_broken', line: 2 }],
    ['text after a quoted cell', `${header}\n"王"小明,A1,b,c\n`, { code: 'import_quotes_broken', line: 2 }],
    ['quotes broken in the header', `"name,national_id\n${row}\n`, { code: 'import_quotes_broken', line: 1 }],
    // 姓名,王小明
    [
      'Big5',
      Uint8Array.of(0xa9, 0x6d, 0xa6, 0x57, 0x2c, 0xa4, 0xfd, 0xa4, 0x70, 0xa9, 0xfa),
      { code: 'import_not_utf8' },
    ],
    ['UTF-16', Buffer.from(`\ufeff${header}\n`, 'utf16le'), { code: 'import_not_utf8' }],
    ['UTF-16 without its mark', Buffer.from(`${header}\n`, 'utf16le'), { code: 'import_not_utf8' }],
    ['a spreadsheet', Buffer.from('504b030414000600080000002100', 'hex'), { code: 'import_not_utf8' }],
    [
      'one row too many',
      `${header}\n${`${row}\n`.repeat(importLimits.rows + 1)}`,
      { code: 'import_too_many_rows', max: importLimits.rows },
    ],
    ['one byte too many', new Uint8Array(importLimits.fileBytes + 1), { code: 'import_too_large' }],
  ])('%s', async (_what, file, expected) => {
    expect(await refusal(readCsv(typeof file === 'string' ? bytes(file) : file))).toEqual(expected)
  })
})

test('takes as many rows and bytes as it says', async () => {
  const text = `${header}\n${`${row}\n`.repeat(importLimits.rows)}`
  const filled = text.slice(0, -1).padEnd(importLimits.fileBytes - (bytes(text).length - text.length), '\n')
  expect(bytes(filled)).toHaveLength(importLimits.fileBytes)
  expect((await read(filled)).rows).toHaveLength(importLimits.rows)
})

test('puts characters together that its slices cut, and still knows the line', async () => {
  const name = '王𠮷'.repeat(20_000)
  const long = `${row}\n${name},A123456789,w@example.com,0912345678\n`
  for (const shift of ['', 'x', 'xx', 'xxx'])
    expect((await read(`${header},${shift}\n${long}`.replaceAll('678\n', '678,\n'))).rows[1]?.name).toBe(name)
  expect(await refusal(read(`${header}\n${long}"王"小明,A1,b,c\n`))).toEqual({
    code: 'import_quotes_broken',
    line: 4,
  })
})
