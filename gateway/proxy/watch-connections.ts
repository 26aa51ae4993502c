import type { Socket } from 'node:net'
import type { Change } from '@/lib/changes/change'
import { clock } from '@/lib/clock'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { standingReason } from '@/lib/verify/standing-reason'
import type { Verdict } from '../gate/judge'
import { findCertificate, findKey, findSession } from '../gate/lookups'
import { onChange, onLapse } from '../memory/process-lease'
import { isSameKey } from './is-same-key'

/** A connection that stays open after its request was allowed. */
type Open = { verdict: Verdict; socket: Socket }

export type ConnectionWatch = {
  /** Watches over a connection until it is closed. */
  add: (verdict: Verdict, socket: Socket) => void
  /** Ends them all, and watches no more. */
  stop: () => void
}

/** How often dates and limits are looked at, of which nobody tells when they come. */
const everyMilliseconds = 5_000

/** Ends each connection when what allowed it is no longer so: its key changed, its session ended, a date has come. */
export function watchConnections(): ConnectionWatch {
  const connections = new Set<Open>()

  async function check(open: Open): Promise<void> {
    const { socket } = open
    // Nothing goes on while it is not known whether it may; what does not flow, whoever reads it lets flow.
    const flows = socket.readableFlowing === true
    if (flows) socket.pause()
    const stands = await isAllowed(open.verdict).catch((error: unknown) => {
      log.warn({ error }, 'an open connection can not be judged, and is ended')
      return false
    })
    if (!stands) socket.destroy()
    else if (flows) socket.resume()
  }
  function checkAll(): void {
    for (const open of connections) void check(open)
  }
  function hear(change: Change): void {
    for (const open of connections)
      if (open.verdict.record?.customerId === change.customerId) void check(open)
  }
  const unsubscribe = [onChange(hear), onLapse(checkAll)]
  const timer = setInterval(checkAll, everyMilliseconds)
  timer.unref()

  return {
    add: (verdict, socket) => {
      const open = { verdict, socket }
      connections.add(open)
      socket.once('close', () => connections.delete(open))
      // What changed since it was judged was not told of it.
      void check(open)
    },
    stop: () => {
      clearInterval(timer)
      for (const end of unsubscribe) end()
      for (const { socket } of connections) socket.destroy()
    },
  }
}

/** Whether the request that opened a connection would be allowed now, but for its time. */
async function isAllowed({ asked, request, decision, ...was }: Verdict): Promise<boolean> {
  if (!request.ok || decision.decision !== 'allow') return false
  const { credentials } = request
  const { record, session } =
    credentials.scheme === 'session'
      ? ((await findSession(credentials.token)) ?? { record: null, session: null })
      : { record: was.record?.id ? await findKey({ id: was.record.id }) : null, session: null }
  // A key that was edited or rotated ends what it opened, also when it would still do.
  if (!record || !was.record || !isSameKey(record, was.record)) return false
  const now = clock.now()
  if (decision.provenBy === 'previous' && !(record.previous && now < record.previous.validBefore))
    return false
  const reason = standingReason({
    ...{ record, session, now, clientAddress: asked.address },
    certificate: asked.certificate && (await findCertificate(asked.certificate)),
    wanted: { permission: asked.permission, account: null },
    deployment: { environment: env().SIGNET_ENVIRONMENT },
  })
  return reason === null
}
