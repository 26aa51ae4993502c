import 'server-only'
import { timingSafeEqual } from 'node:crypto'
import { database } from '@/lib/db/client'
import { type SealedContent, sealedColumns } from './canonical-event'
import { compareHeads } from './compare-heads'
import type { Fault } from './fault'
import { digestOfEvents, originMac, type SealContent, sealMac } from './seal-mac'
import { strayEvents } from './stray-events'

export type Verdict = {
  ok: boolean
  seals: number
  events: number
  /** Committed, not sealed yet: nothing can be said about them. */
  unsealed: { count: number; oldest?: string; newest?: string }
  /** Lines of the head file that can't be read. */
  unreadableHeads: number
  faults: Fault[]
}

type Seal = SealContent & { mac: Uint8Array }
type SealedRow = SealedContent & { sealId: bigint | null; sealPosition: number | null }

/** How far a walk is. Links may be added while it walks. */
export type Progress = { seals: number; events: number; sealsInAll: number }

const page = 200
/** What is held in memory at once: links are checked together until they claim this many events. */
const eventsAtOnce = 1000

/** Walks the whole chain and holds it against its events, the key and the head file. */
export async function verifyChain(onProgress?: (progress: Progress) => void): Promise<Verdict> {
  const faults: Fault[] = []
  const walked = await walk(faults, onProgress)
  faults.push(...(await strayEvents()))
  const heads = await compareHeads()
  faults.push(...heads.faults)
  if (walked.seals > 0 && heads.read === 0) faults.push({ kind: 'head_file_missing' })
  const unsealed = await findUnsealed()
  return { ok: faults.length === 0, ...walked, unsealed, unreadableHeads: heads.unreadable, faults }
}

async function walk(faults: Fault[], onProgress?: (progress: Progress) => void) {
  const newest = await database().auditSeal.findFirst({ orderBy: { id: 'desc' }, select: { id: true } })
  const sealsInAll = Number(newest?.id ?? 0)
  let previous: { id: bigint; mac: Uint8Array } = { id: 0n, mac: originMac }
  let seals = 0
  let events = 0
  for (;;) {
    const links: Seal[] = await database().auditSeal.findMany({
      where: { id: { gt: previous.id } },
      orderBy: { id: 'asc' },
      take: page,
    })
    for (const some of inBatches(links)) {
      const found = await eventsOf(some)
      for (const link of some) {
        const rows = found.get(link.id) ?? []
        faults.push(...faultsOf(link, previous, rows))
        seals += 1
        events += rows.length
        previous = link
      }
      onProgress?.({ seals, events, sealsInAll: Math.max(sealsInAll, seals) })
    }
    if (links.length < page) return { seals, events }
  }
}

/** Most links hold a single event: one query for each of them would take an hour for a year's chain. */
function inBatches(links: Seal[]): Seal[][] {
  const batches: Seal[][] = []
  let room = 0
  for (const link of links) {
    // An altered link may claim none, or fewer.
    const claimed = Math.max(1, link.events)
    if (claimed > room) {
      batches.push([])
      room = Math.max(eventsAtOnce, claimed)
    }
    batches.at(-1)?.push(link)
    room -= claimed
  }
  return batches
}

async function eventsOf(links: Seal[]): Promise<Map<bigint, SealedRow[]>> {
  const rows = await database().auditEvent.findMany({
    where: { sealId: { in: links.map(({ id }) => id) } },
    orderBy: [{ sealId: 'asc' }, { sealPosition: 'asc' }],
    select: { ...sealedColumns, sealId: true, sealPosition: true },
  })
  const found = new Map<bigint, SealedRow[]>(links.map(({ id }) => [id, []]))
  for (const row of rows) if (row.sealId !== null) found.get(row.sealId)?.push(row)
  return found
}

function faultsOf(link: Seal, previous: { id: bigint; mac: Uint8Array }, rows: SealedRow[]): Fault[] {
  const faults: Fault[] = []
  const seal = link.id.toString()
  const follows = link.id === previous.id + 1n && same(link.previousMac, previous.mac)
  if (!follows) faults.push({ kind: 'links_missing', seal })
  if (!same(sealMac(link), link.mac)) faults.push({ kind: 'link_altered', seal })
  const inOrder = rows.every(({ sealPosition }, place) => sealPosition === place)
  if (inOrder && rows.length === link.events && same(digestOfEvents(rows), link.digest)) return faults
  const [first, last] = [rows[0], rows.at(-1)]
  const events = first && last ? { first: first.id, last: last.id } : undefined
  return [...faults, { kind: 'events_altered', seal, events }]
}

async function findUnsealed(): Promise<Verdict['unsealed']> {
  const where = { sealId: null }
  const count = await database().auditEvent.count({ where })
  if (count === 0) return { count }
  const [oldest, newest] = await Promise.all(
    (['asc', 'desc'] as const).map((order) =>
      database().auditEvent.findFirst({ where, orderBy: { id: order }, select: { id: true } }),
    ),
  )
  return { count, ...(oldest && newest && { oldest: oldest.id, newest: newest.id }) }
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}
