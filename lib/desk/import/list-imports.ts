import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { isId } from '@/lib/db/is-id'
import { AppError } from '@/lib/errors'
import { importLimits } from './limits'

type ImportStatus = 'checked' | 'running' | 'paused' | 'failed' | 'done' | 'stopped'

/** `expired`: waited too long to be started. */
export type ImportState = ImportStatus | 'expired'

/** An import as its pages show it. */
export type ListedImport = {
  id: string
  fileName: string
  /** Who started or resumed it, or before that who brought the file. */
  staffName: string
  state: ImportState
  /** Rows that can be imported, and how many of them are behind it. */
  total: number
  position: number
  created: number
  /** Rows whose ID has an account already. */
  known: number
  bad: number
  activateBy: 'email' | 'sms' | null
  /** When a batch that failed is tried again. */
  retryAt: Date | null
  createdAt: Date
  finishedAt: Date | null
}

const columns = {
  id: true,
  staffId: true,
  fileName: true,
  status: true,
  total: true,
  position: true,
  created: true,
  known: true,
  bad: true,
  activateBy: true,
  retryAt: true,
  createdAt: true,
  finishedAt: true,
} as const

const most = 20

/** The latest imports of everybody, newest first. */
export async function listImports(actor: Actor): Promise<ListedImport[]> {
  authorize(actor, 'customer:import')
  return withNames(
    await database().customerImport.findMany({ orderBy: { id: 'desc' }, take: most, select: columns }),
  )
}

/** One import. @throws AppError `not_found`, for what can't be an id too */
export async function findImport(actor: Actor, id: string): Promise<ListedImport> {
  authorize(actor, 'customer:import')
  const row = isId(id) ? await database().customerImport.findUnique({ where: { id }, select: columns }) : null
  const [found] = await withNames(row ? [row] : [])
  if (!found) throw new AppError('not_found')
  return found
}

type Row = Omit<ListedImport, 'staffName' | 'state'> & {
  staffId: string
  status: ImportStatus
}

async function withNames(rows: Row[]): Promise<ListedImport[]> {
  const staff = await database().staff.findMany({
    where: { id: { in: rows.map(({ staffId }) => staffId) } },
    select: { id: true, name: true },
  })
  const names = new Map(staff.map(({ id, name }) => [id, name]))
  const waitsSince = addSeconds(clock.now(), -importLimits.waitSeconds)
  return rows.map(({ staffId, status, ...row }) => ({
    ...row,
    staffName: names.get(staffId) ?? '',
    state: status === 'checked' && row.createdAt <= waitsSince ? 'expired' : status,
  }))
}
