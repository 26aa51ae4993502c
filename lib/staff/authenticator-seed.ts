import 'server-only'
import { clock } from '@/lib/clock'
import type { Tx } from '@/lib/db/client'
import { seal, unseal } from '@/lib/vault/seal'
import { newSeed, stepOfCode } from './totp'

/** What a sealed seed belongs to: it can't be moved to another's row. */
const contextOf = (staffId: string) => `totp-seed:${staffId}`

export function openSeed(staffId: string, sealed: Uint8Array): string {
  return unseal(sealed, contextOf(staffId))
}

/** Makes a new seed that is yet to be confirmed. @returns false when a confirmed one is there: that one stays */
export async function writeNewSeed(tx: Tx, staffId: string): Promise<boolean> {
  const written = await tx.$executeRaw`
    INSERT INTO authenticator AS a (staff_id, seed_sealed, created_at)
    VALUES (${staffId}::uuid, ${seal(newSeed(), contextOf(staffId))}, ${clock.now()})
    ON CONFLICT (staff_id) DO UPDATE SET seed_sealed = EXCLUDED.seed_sealed, created_at = EXCLUDED.created_at,
      last_used_step = NULL
    WHERE a.confirmed_at IS NULL`
  return written > 0
}

/**
 * Takes a code of a confirmed authenticator, once: the step of it and all before are used up with it. Of one code
 * given several times at once, one is taken.
 */
export async function takeAuthenticatorCode(tx: Tx, staffId: string, code: string): Promise<boolean> {
  const authenticator = await tx.authenticator.findUnique({
    where: { staffId, confirmedAt: { not: null } },
    select: { seedSealed: true },
  })
  if (!authenticator) return false
  const step = stepOfCode(openSeed(staffId, authenticator.seedSealed), code, clock.now())
  if (step === null) return false
  const taken = await tx.$executeRaw`
    UPDATE authenticator SET last_used_step = ${step}::bigint
    WHERE staff_id = ${staffId}::uuid AND confirmed_at IS NOT NULL AND seed_sealed = ${authenticator.seedSealed}
      AND (last_used_step IS NULL OR last_used_step < ${step}::bigint)`
  return taken > 0
}
