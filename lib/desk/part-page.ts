import type { PartQuery } from './schema'

/** Rows of one part of a customer's account on a page. */
const partPageSize = 30

/** One more than a page shows, the newest first. Version 7 UUIDs sort by the time they were made. */
export function partPage({ before, at }: PartQuery) {
  return {
    where: { ...(before && { id: { lt: before } }), ...(!before && at && { id: { lte: at } }) },
    orderBy: { id: 'desc' as const },
    take: partPageSize + 1,
  }
}

/** `older`: give it as `before` for the next page; null on the last. */
export type PartPage<Row> = { rows: Row[]; older: string | null }

export function pageOf<Row extends { id: string }>(found: Row[]): PartPage<Row> {
  const rows = found.slice(0, partPageSize)
  return { rows, older: found.length > partPageSize ? (rows.at(-1)?.id ?? null) : null }
}
