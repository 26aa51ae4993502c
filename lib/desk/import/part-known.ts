import 'server-only'
import { setImmediate } from 'node:timers/promises'
import { database } from '@/lib/db/client'
import type { CustomerFields } from '@/lib/identity/customer-fields'
import { blindIndexCandidates } from '@/lib/vault/blind-index'

/** IDs of one query. */
const atOnce = 1000

/** Parts the rows whose national ID has no account yet from those whose has one. */
export async function partKnown(
  rows: readonly CustomerFields[],
): Promise<{ fresh: CustomerFields[]; known: number }> {
  const fresh: CustomerFields[] = []
  for (let at = 0; at < rows.length; at += atOnce) {
    const asked = rows.slice(at, at + atOnce).map((row) => {
      const indexes = blindIndexCandidates(row.nationalId)
      return { row, indexes, names: indexes.map((index) => index.toString('hex')) }
    })
    const taken = await database().customer.findMany({
      where: { nationalIdIndex: { in: asked.flatMap(({ indexes }) => indexes) } },
      select: { nationalIdIndex: true },
    })
    const known = new Set(taken.map(({ nationalIdIndex }) => Buffer.from(nationalIdIndex).toString('hex')))
    fresh.push(...asked.filter(({ names }) => !names.some((name) => known.has(name))).map(({ row }) => row))
    await setImmediate()
  }
  return { fresh, known: rows.length - fresh.length }
}
