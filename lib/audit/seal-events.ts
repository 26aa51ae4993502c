import 'server-only'
import { clock } from '@/lib/clock'
import { database, type Tx } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { sealedColumns } from './canonical-event'
import { appendHead, type Head } from './head-file'
import { digestOfEvents, originMac, sealMac } from './seal-mac'

const batch = 500
/** Any number that nothing else in this database locks by. */
export const sealerLock = 7_303_014_105_428n

/** Whether this process knows that the chain's head is on the disk. */
let isHeadKept = false

/**
 * Links the committed events that no link covers yet into the chain, oldest first. An event whose transaction
 * commits later than its neighbours' comes into a later link. One process at a time; another returns at once.
 * @returns how many events were sealed
 */
export async function sealEvents(): Promise<number> {
  if (!isHeadKept) await keepPresentHead()
  let total = 0
  for (;;) {
    const sealed = await transaction(sealBatch)
    if (!sealed) return total
    total += sealed.count
    isHeadKept = false
    await appendHead(sealed.head)
    isHeadKept = true
    // In production the log is a further witness of the head; the terminal of a demo is for people.
    const level = env().SIGNET_MODE === 'production' ? 'info' : 'debug'
    log[level]({ seal: sealed.head.id, mac: sealed.head.mac, events: sealed.count }, 'audit head')
    if (sealed.count < batch) return total
  }
}

/** A process that ended between commit and append left a link whose cutting nobody would find. Twice does no harm. */
async function keepPresentHead(): Promise<void> {
  const last = await findLast(database())
  if (last) await appendHead(headOf(last))
  isHeadKept = true
}

type Link = { id: bigint; mac: Uint8Array }

function findLast(tx: Tx): Promise<Link | null> {
  return tx.auditSeal.findFirst({ orderBy: { id: 'desc' }, select: { id: true, mac: true } })
}

function headOf({ id, mac }: Link): Head {
  return { id: id.toString(), mac: Buffer.from(mac).toString('hex') }
}

async function sealBatch(tx: Tx): Promise<{ head: Head; count: number } | null> {
  const [lock] = await tx.$queryRaw<{ ours: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(${sealerLock}) AS ours`
  if (!lock?.ours) return null
  const events = await tx.auditEvent.findMany({
    where: { sealId: null },
    orderBy: { id: 'asc' },
    take: batch,
    select: sealedColumns,
  })
  if (events.length === 0) return null

  const last = await findLast(tx)
  const seal = {
    id: (last?.id ?? 0n) + 1n,
    events: events.length,
    digest: digestOfEvents(events),
    previousMac: last ? Buffer.from(last.mac) : originMac,
    at: clock.now(),
  }
  const mac = sealMac(seal)
  await tx.auditSeal.create({ data: { ...seal, mac }, select: { id: true } })
  await tx.$executeRaw`
    UPDATE audit_event SET seal_id = ${seal.id}, seal_position = numbered.place - 1
    FROM unnest(${events.map(({ id }) => id)}::uuid[]) WITH ORDINALITY AS numbered(id, place)
    WHERE audit_event.id = numbered.id`
  return { head: headOf({ id: seal.id, mac }), count: events.length }
}
