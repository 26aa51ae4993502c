import 'server-only'
import { z } from 'zod'

/** What a file says of each customer. */
export const importColumns = ['name', 'nationalId', 'email', 'phone', 'locale'] as const
export type ImportColumn = (typeof importColumns)[number]

/** What a header may call it, the English and the Chinese name that we write first. */
export const columnNames: Record<ImportColumn, readonly [english: string, chinese: string, ...string[]]> = {
  name: ['name', '姓名'],
  nationalId: ['national_id', '身分證字號', '身份證字號'],
  email: ['email', '電子郵件', '電子信箱'],
  phone: ['phone', '手機', '手機號碼'],
  locale: ['locale', '語言'],
}

const optional: ImportColumn = 'locale'

/** `E-mail`, `ＥＭＡＩＬ` and `email` are one name. */
const plainName = (cell: string) =>
  cell
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]/gu, '')

const columnOf = new Map(
  importColumns.flatMap((column) => columnNames[column].map((name) => [plainName(name), column] as const)),
)

/** The column that each cell of a header names; undefined for one that names none. */
export function readHeader(cells: readonly string[]): (ImportColumn | undefined)[] {
  return cells.map((cell) => columnOf.get(plainName(cell)))
}

/** The columns that a header must have and has not. */
export function missingColumns(header: readonly (ImportColumn | undefined)[]): ImportColumn[] {
  return importColumns.filter((column) => column !== optional && !header.includes(column))
}

/** A column in both languages, for a sentence of any: `email (電子郵件)`. */
export function columnTitle(column: ImportColumn): string {
  const [english, chinese] = columnNames[column]
  return `${english} (${chinese})`
}

/** What is wrong on a line. Says nothing of what stands there. */
export const problemSchema = z.object({
  line: z.int(),
  /** Null when it is the line as a whole. */
  column: z.enum(importColumns).nullable(),
  /** A sentence at `errors.<code>`, filled with `values`. */
  code: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
export type ImportProblem = z.output<typeof problemSchema>
