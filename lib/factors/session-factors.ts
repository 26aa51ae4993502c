import 'server-only'
import type { CustomerActor } from '@/lib/access/actor'
import { visibleTo } from '@/lib/access/visible-to'
import type { Tx } from '@/lib/db/client'

/** The factors that opened the actor's session, as `requireStepUp` names them: `password`, `otp:sms`, `otp:email`. */
export async function sessionFactors(tx: Tx, actor: CustomerActor): Promise<string[]> {
  const session = await tx.webSession.findFirst({
    where: { id: actor.sessionId, ...visibleTo(actor) },
    select: { factors: true },
  })
  return session?.factors ?? []
}
