import 'server-only'
import { z } from 'zod'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { database } from '@/lib/db/client'
import { isId } from '@/lib/db/is-id'
import { AppError } from '@/lib/errors'
import { type ImportProblem, problemSchema } from './columns'

export type ImportReport = {
  /** Names of columns that are not read. */
  unknown: string[]
  /** In the order of the file. */
  problems: ImportProblem[]
  /** How many there are in all. */
  count: number
}

const reportSchema = z.object({
  unknown: z.array(z.string()),
  problems: z.array(problemSchema),
  count: z.int(),
})

/**
 * What is wrong with a file, line by line.
 * @param most how many problems to hand over; the database keeps the others
 * @throws AppError `not_found`, for what can't be an id too
 */
export async function readReport(actor: Actor, id: string, most = 1_000_000): Promise<ImportReport> {
  authorize(actor, 'customer:import')
  const [found] = isId(id)
    ? await database().$queryRaw<unknown[]>`
        SELECT refused->'unknown' AS unknown,
          jsonb_path_query_array(refused, '$.problems[0 to $last]', jsonb_build_object('last', ${most - 1}::int))
            AS problems,
          jsonb_array_length(refused->'problems') AS count
        FROM customer_import WHERE id = ${id}::uuid`
    : []
  if (!found) throw new AppError('not_found')
  return reportSchema.parse(found)
}
