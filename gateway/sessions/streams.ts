import type { ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { log } from '@/lib/log'
import { endedAmong } from '@/lib/sessions/ended-among'
import { openStreams } from '../metrics'
import { forcedLogoutEvent, pingEvent, readyEvent, restartComment } from './stream-events'

const streamLimits = { perSession: 3, perCustomer: 100, altogether: 20_000 }
const tickMs = 1_000
const pingMs = 15_000
/** A change that was not heard is found within so long. */
const lookMs = 5_000

type Session = { id: string; customerId: string }
type Open = Session & { response: ServerResponse; pingAt: number }

/** The open event streams of this process, and what is sent to them. */
export type Streams = ReturnType<typeof makeStreams>

/** @param readEnded which of these sessions have ended, and why */
export function makeStreams(readEnded = endedAmong) {
  const all = new Set<Open>()
  const bySession = new Map<string, Set<Open>>()
  const byCustomer = new Map<string, Set<Open>>()
  const stale = new Set<string>()
  let settling: Promise<void> | null = null

  function remove(open: Open): void {
    if (!all.delete(open)) return
    drop(bySession, open.id, open)
    drop(byCustomer, open.customerId, open)
    openStreams.set(all.size)
  }

  /** Nothing is kept for a client that does not read: what it has missed it is told when it comes back. */
  function send(open: Open, text: string): void {
    if (open.response.writableNeedDrain) open.response.destroy()
    else open.response.write(text)
  }

  function finish(open: Open, text: string): void {
    remove(open)
    open.response.end(text)
  }

  /** Asks about the sessions of every customer that something was heard of, in one question after the other. */
  async function settle(): Promise<void> {
    while (stale.size > 0) {
      const ids = [...stale].flatMap((id) => [...(byCustomer.get(id) ?? [])].map((open) => open.id))
      stale.clear()
      for (const [id, reason] of await readEnded([...new Set(ids)]))
        for (const open of [...(bySession.get(id) ?? [])]) finish(open, forcedLogoutEvent(reason))
    }
  }

  /** Looks after the sessions of a customer whom a change concerns; of everybody for null. */
  function recheck(customerId: string | null): Promise<void> {
    const whom = customerId === null ? byCustomer.keys() : [customerId]
    for (const id of whom) if (byCustomer.has(id)) stale.add(id)
    settling ??= settle()
      .catch((error: unknown) => log.error({ error }, 'event streams could not be looked after'))
      .finally(() => {
        settling = null
      })
    return settling
  }

  function ping(now: number): void {
    for (const open of all)
      if (open.pingAt <= now) {
        open.pingAt = now + pingMs
        send(open, pingEvent)
      }
  }

  return {
    recheck,
    ping,
    hasRoom({ id, customerId }: Session): boolean {
      return (
        (bySession.get(id)?.size ?? 0) < streamLimits.perSession &&
        (byCustomer.get(customerId)?.size ?? 0) < streamLimits.perCustomer &&
        all.size < streamLimits.altogether
      )
    },
    add({ id, customerId }: Session, response: ServerResponse): void {
      const open: Open = { id, customerId, response, pingAt: Date.now() + pingMs }
      all.add(open)
      put(bySession, id, open)
      put(byCustomer, customerId, open)
      openStreams.set(all.size)
      response.on('close', () => remove(open))
      response.on('error', () => remove(open))
      response.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      })
      response.write(readyEvent(id))
      // It may have ended since it was looked up, before anybody could be told.
      void recheck(customerId)
    },
    /** Pings and looks for as long as the listener is open, and then says goodbye. */
    attachTo(app: FastifyInstance): void {
      const pings = setInterval(() => ping(Date.now()), tickMs)
      const looks = setInterval(() => void recheck(null), lookMs)
      app.addHook('preClose', async () => {
        clearInterval(pings)
        clearInterval(looks)
        for (const open of [...all]) finish(open, restartComment())
      })
    },
  }
}

function put(map: Map<string, Set<Open>>, key: string, open: Open): void {
  const found = map.get(key)
  if (found) found.add(open)
  else map.set(key, new Set([open]))
}

function drop(map: Map<string, Set<Open>>, key: string, open: Open): void {
  const found = map.get(key)
  found?.delete(open)
  if (found?.size === 0) map.delete(key)
}
