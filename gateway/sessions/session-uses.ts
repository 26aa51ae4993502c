import type { FastifyInstance } from 'fastify'
import { log } from '@/lib/log'
import { noteUses } from '@/lib/sessions/note-uses'
import { onVerdict } from '../gate/judge'

const everyMs = 1_000

/** Writes down once a second when sessions were last used: that keeps them from going idle. */
export function noteSessionUses(app: FastifyInstance): void {
  let uses = new Map<string, Date>()
  const unsubscribe = onVerdict(({ decision, session, at }) => {
    if (decision.decision === 'allow' && session) uses.set(session.id, at)
  })
  const flush = async () => {
    if (uses.size === 0) return
    const noted = uses
    uses = new Map()
    await noteUses(noted).catch((error: unknown) => {
      log.error({ error }, 'when sessions were used could not be written down')
      // Once the database is back it is: what was used since is newer.
      uses = new Map([...noted, ...uses])
    })
  }
  const timer = setInterval(() => void flush(), everyMs)
  app.addHook('onClose', async () => {
    unsubscribe()
    clearInterval(timer)
    await flush()
  })
}
