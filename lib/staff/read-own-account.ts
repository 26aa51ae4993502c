import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { database } from '@/lib/db/client'

/** What a member of staff sees of their own account. */
export type OwnAccount = {
  name: string
  email: string
  passwordChangedAt: Date
  recoveryCodesLeft: number
  /** Whether the present session was opened with a recovery code. */
  recovered: boolean
}

export async function readOwnAccount(actor: Actor): Promise<OwnAccount> {
  authorize(actor, 'desk:read')
  const { _count, sessions, ...account } = await database().staff.findUniqueOrThrow({
    where: { id: actor.staffId },
    select: {
      name: true,
      email: true,
      passwordChangedAt: true,
      sessions: { where: { id: actor.sessionId }, select: { factors: true } },
      _count: { select: { recoveryCodes: { where: { usedAt: null } } } },
    },
  })
  const recovered = sessions.some(({ factors }) => factors.includes('recovery'))
  return { ...account, recoveryCodesLeft: _count.recoveryCodes, recovered }
}
