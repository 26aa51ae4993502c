import 'server-only'
import { timingSafeEqual } from 'node:crypto'
import { database } from '@/lib/db/client'
import { sealedColumns } from './canonical-event'
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

const page = 200

/** Walks the whole chain and holds it against its events, the key and the head file. */
export async function verifyChain(): Promise<Verdict> {
  const faults: Fault[] = []
  const walked = await walk(faults)
  faults.push(...(await strayEvents()))
  const heads = await compareHeads()
  faults.push(...heads.faults)
  if (walked.seals > 0 && heads.read === 0) faults.push({ kind: 'head_file_missing' })
  const unsealed = await findUnsealed()
  return { ok: faults.length === 0, ...walked, unsealed, unreadableHeads: heads.unreadable, faults }
}

async function walk(faults: Fault[]): Promise<{ seals: number; events: number }> {
  let previous: { id: bigint; mac: Uint8Array } = { id: 0n, mac: originMac }
  let seals = 0
  let events = 0
  for (;;) {
    const links: Seal[] = await database().auditSeal.findMany({
      where: { id: { gt: previous.id } },
      orderBy: { id: 'asc' },
      take: page,
    })
    for (const link of links) {
      const seal = link.id.toString()
      const follows = link.id === previous.id + 1n && same(link.previousMac, previous.mac)
      if (!follows) faults.push({ kind: 'links_missing', seal })
      if (!same(sealMac(link), link.mac)) faults.push({ kind: 'link_altered', seal })
      const found = await checkEvents(link)
      if (found.fault) faults.push(found.fault)
      seals += 1
      events += found.count
      previous = link
    }
    if (links.length < page) return { seals, events }
  }
}

async function checkEvents(link: Seal): Promise<{ count: number; fault?: Fault }> {
  const rows = await database().auditEvent.findMany({
    where: { sealId: link.id },
    orderBy: { sealPosition: 'asc' },
    select: { ...sealedColumns, sealPosition: true },
  })
  const inOrder = rows.every(({ sealPosition }, place) => sealPosition === place)
  if (inOrder && rows.length === link.events && same(digestOfEvents(rows), link.digest))
    return { count: rows.length }
  const [first, last] = [rows[0], rows.at(-1)]
  const events = first && last ? { first: first.id, last: last.id } : undefined
  return { count: rows.length, fault: { kind: 'events_altered', seal: link.id.toString(), events } }
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
