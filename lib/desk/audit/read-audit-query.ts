import type { z } from 'zod'
import { type AuditQuery, auditPageSchema, auditQuerySchema } from './schema'

/** Everything that the record can be narrowed by. */
const auditFilters = ['who', 'what', 'whom', 'object', 'from', 'to'] as const

export type AuditFilterName = (typeof auditFilters)[number]

/** `wrong`: the filters that were not understood; `unknown` for a name that is none. What was is in `understood`. */
export type ReadQuery<Q> =
  | { query: Q; wrong?: undefined; understood?: undefined }
  | { query?: undefined; wrong: (AuditFilterName | 'unknown')[]; understood: AuditQuery }

/** An export's address, read: nothing is exported by a filter that was not understood. */
export const readExportQuery = (typed: object) => read(auditQuerySchema, typed)

/** The page's address, read. */
export const readPageQuery = (typed: object) => read(auditPageSchema, typed)

function read<S extends z.ZodType>(schema: S, typed: object): ReadQuery<z.output<S>> {
  const { data, error } = schema.safeParse(typed)
  if (!error) return { query: data }
  const named = error.issues.map(({ path }) => auditFilters.find((name) => name === path[0]) ?? 'unknown')
  const wrong = [...new Set(named)]
  const right = Object.entries(typed).filter(
    ([name]) => auditFilters.some((known) => known === name) && !wrong.some((other) => other === name),
  )
  return { wrong, understood: auditQuerySchema.parse(Object.fromEntries(right)) }
}
