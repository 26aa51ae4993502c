import 'server-only'
import type { StaffRole } from '@/lib/access/staff-roles'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { openSeed } from './authenticator-seed'
import { codeOfStep, stepAt, stepSeconds } from './totp'

export type DemoAuthenticatorCode = {
  name: string
  email: string
  role: StaffRole
  /** The next one that has not been used; null while there is none. */
  code: string | null
  /** Until there is another. */
  seconds: number
}

/**
 * What the authenticators of the demo's staff show, for those who try the demo without one. Only of those that the
 * demo made: whoever else was added there has an authenticator of their own.
 * @throws AppError `not_found` outside the demo
 */
export async function demoAuthenticatorCodes(): Promise<DemoAuthenticatorCode[]> {
  if (env().SIGNET_MODE !== 'demo') throw new AppError('not_found')
  const rows = await database().staff.findMany({
    where: { isDemo: true, disabledAt: null, authenticator: { confirmedAt: { not: null } } },
    select: { id: true, name: true, email: true, role: true, authenticator: true },
    orderBy: { id: 'asc' },
  })
  const now = clock.now()
  const present = stepAt(now)
  const seconds = (present + 1) * stepSeconds - Math.floor(now.getTime() / 1000)
  return rows.flatMap(({ id, name, email, role, authenticator }) => {
    if (!authenticator) return []
    const { seedSealed, lastUsedStep } = authenticator
    // The code of the step to come is taken already.
    const step = Math.max(present, Number(lastUsedStep ?? 0) + 1)
    const code = step > present + 1 ? null : codeOfStep(openSeed(id, seedSealed), step)
    return [{ name, email, role, code, seconds }]
  })
}
