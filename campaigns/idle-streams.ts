import { setTimeout as pause } from 'node:timers/promises'
import type { Memory } from '@/bench/memory/growth'
import { memoryOf } from '@/bench/memory/memory-of'
import { suspendCustomer } from '@/lib/identity/suspend-customer'
import { testStaff, withReason } from '@/test/staff'
import { changeKeys } from './change-keys'
import { countEach } from './support/count-each'
import type { LaunchedVerifier } from './support/launch-verifiers'
import { readMetric } from './support/read-metric'
import { requireOpenFiles } from './support/require-open-files'
import { type StreamOwner, streamOwner } from './support/stream-owner'
import { until } from './support/until'
import { type WatchedStream, watchedStream } from './support/watched-stream'

export type StreamsOutcome = {
  streams: number
  sessions: number
  /**
   * What the gateway's script keeps once its garbage is collected: before the first stream, with all of them, after
   * they had idled, and each time that some were closed and opened anew.
   */
  idleMb: number
  openMb: number
  idledMb: number
  reopenedMb: number[]
  /** What its process took at the same times, garbage that was never given back too, and how much each stream added. */
  residentMb: number[]
  kbPerStream: number
  reopened: number
  /** Streams that broke off. */
  lost: number
  /** What the streams of the changed keys were told, and how long the last of each took from the change's call. */
  told: Record<string, number>
  longestToldMs: number
  /** Streams of a changed key that were told nothing or something else, and of others that were told something. */
  wrong: number
  /** What all the others were told when their customers were suspended at the end: they were there. */
  toldAtTheEnd: Record<string, number>
  holds: boolean
}

/** More than caches, and code that is compiled in between, make of a difference. */
const mostGrownMb = 8
const toMb = (bytes: number) => Math.round(bytes / 2 ** 20)

/** As many as a gateway lets one customer have. */
const each = { keys: 5, sessions: 10, streams: 2 }
const perCustomer = each.keys * each.sessions * each.streams
const atOnce = 20

/**
 * Opens a hundred event streams for each customer, lets them idle, closes and opens some of them again and again, and
 * changes keys: their streams must end, and no other. At last every customer is suspended, which each stream that is
 * still there must hear.
 * @param gateway launched with the settings `collecting`
 * @param options.changes how many keys are changed
 * @param options.rounds how often a tenth of the streams is closed and opened anew
 */
export async function runIdleStreams(
  gateway: LaunchedVerifier,
  options: { customers: number; changes: number; rounds: number; idleMs: number },
): Promise<StreamsOutcome> {
  const total = options.customers * perCustomer
  requireOpenFiles(total + 500)
  const open = () => readMetric(gateway, 'signet_session_streams')

  const owners = await inTurns(options.customers, () => streamOwner(gateway, each))
  const idle = await memoryOf(gateway)
  const wanted = owners.flatMap((owner) =>
    owner.sessions.flatMap((session) => Array.from({ length: each.streams }, () => ({ owner, session }))),
  )
  const streams = await inTurns(total, (at) => watch(wanted[at]))
  const opened = await memoryOf(gateway)
  await pause(options.idleMs)
  const idled = await memoryOf(gateway)
  let lost = streams.filter(({ isOver }) => isOver).length + (total - (await open()))

  const reopened: Memory[] = []
  for (let round = 0; round < options.rounds; round++) {
    await reopenTenth(streams, round, total, open)
    reopened.push(await memoryOf(gateway))
  }

  const found = await changeKeys(streams, options.changes)
  const rest = streams.filter(({ reason }) => reason === null)
  lost += rest.filter(({ isOver }) => isOver).length
  await suspendAll(owners, rest)
  for (const { client } of owners) client.close()

  const toldAtTheEnd = countEach(rest.map(({ reason }) => reason ?? 'nothing'))
  const [idleMb, openMb, idledMb, ...reopenedMb] = [idle, opened, idled, ...reopened].map(
    ({ heapAndExternal }) => toMb(heapAndExternal),
  ) as [number, number, number, ...number[]]
  // Streams that are kept though they are over would take as much as open ones.
  const holdsMemory = Math.max(idledMb, ...reopenedMb) <= openMb + (openMb - idleMb) / 10 + mostGrownMb
  const holds =
    lost === 0 &&
    found.wrong === 0 &&
    holdsMemory &&
    toldAtTheEnd.customer_suspended === rest.length &&
    Object.values(found.told).reduce((sum, count) => sum + count, 0) + rest.length === total
  return {
    ...{ streams: total, sessions: options.customers * each.keys * each.sessions },
    ...{ idleMb, openMb, idledMb, reopenedMb },
    residentMb: [idle, opened, idled, ...reopened].map(({ resident }) => toMb(resident)),
    kbPerStream: Math.round((opened.resident - idle.resident) / 1024 / total),
    ...{ reopened: options.rounds * Math.floor(total / 10), lost, ...found, toldAtTheEnd, holds },
  }
}

function watch(place: { owner: StreamOwner; session: StreamOwner['sessions'][number] } | undefined) {
  if (!place) throw new RangeError('there is a session for each stream')
  return watchedStream(place.owner, place.session)
}

/** @throws Error when the gateway does not count as many as there are to be */
async function reopenTenth(
  streams: WatchedStream[],
  round: number,
  total: number,
  open: () => Promise<number>,
): Promise<void> {
  const count = Math.floor(total / 10)
  const requireOpen = (wanted: number) =>
    until(async () => {
      const counted = await open()
      if (counted !== wanted) throw new Error(`${counted} streams are open in place of ${wanted}`)
    }, 30)
  const places = Array.from({ length: count }, (_, at) => (at * 10 + round) % total)
  for (const place of places) streams[place]?.close()
  await requireOpen(total - count)
  await inTurns(count, async (at) => {
    const place = places[at] as number
    const { owner, ...session } = streams[place] as WatchedStream
    streams[place] = await watchedStream(owner, session)
  })
  await requireOpen(total)
}

async function suspendAll(owners: StreamOwner[], rest: WatchedStream[]): Promise<void> {
  const staff = withReason(await testStaff('admin'))
  for (const { customerId } of owners) await suspendCustomer(staff, { customerId, revision: 1 })
  // Whatever is not told by then is counted.
  await until(async () => {
    if (rest.some(({ isOver }) => !isOver)) throw new Error('a stream is still open')
  }, 10).catch(() => {})
}

/** Does `work` so many times, twenty at once. */
async function inTurns<T>(times: number, work: (at: number) => Promise<T>): Promise<T[]> {
  const results: T[] = []
  let next = 0
  const worker = async () => {
    for (let at = next++; at < times; at = next++) results[at] = await work(at)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return results
}
