import 'server-only'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { holdLock } from '@/lib/db/hold-lock'
import { log } from '@/lib/log'
import { countFailure } from './count-failure'
import { importBatch } from './import-batch'
import { openRows } from './sealed-rows'

/** Any number that nothing else in this database locks by. */
const importLock = 7_303_014_105_429n

/**
 * Goes on with the imports that were started, also by a process that is gone, until none is left. One process at a
 * time; another returns at once. One that fails is tried again later, and holds none of the others up.
 */
export async function continueImports(): Promise<void> {
  if ((await running()).length === 0) return
  await holdLock(importLock, async () => {
    for (const id of await running())
      await runImport(id).catch((error: unknown) => {
        log.error({ error, importId: id }, 'a batch of an import failed')
        return countFailure(id)
      })
  })
}

async function running(): Promise<string[]> {
  const rows = await database().customerImport.findMany({
    where: { status: 'running', OR: [{ retryAt: null }, { retryAt: { lte: clock.now() } }] },
    orderBy: { id: 'asc' },
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}

async function runImport(id: string): Promise<void> {
  const found = await database().customerImport.findUnique({ where: { id }, select: { rowsSealed: true } })
  if (!found?.rowsSealed) return
  const rows = openRows(id, found.rowsSealed)
  while (await importBatch(id, rows));
}
