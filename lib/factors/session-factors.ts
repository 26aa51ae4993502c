import 'server-only'
import type { CustomerActor } from '@/lib/access/actor'
import type { SqlTx } from '@/lib/db/client'
import { ownedBy } from '@/lib/db/owned-by'

/** The factors that opened the actor's session, as `requireStepUp` names them: `password`, `otp:sms`, `otp:email`. */
export async function sessionFactors(tx: SqlTx, actor: CustomerActor): Promise<string[]> {
  const [session] = await tx.$queryRaw<{ factors: string[] }[]>`
    SELECT factors FROM web_session WHERE id = ${actor.sessionId}::uuid AND ${ownedBy(actor)}`
  return session?.factors ?? []
}
