import 'server-only'
import { database } from '@/lib/db/client'
import { openSeed } from './authenticator-seed'
import type { CurrentStaff } from './read-staff-session'
import { authenticatorUri } from './totp'

/**
 * The seed that waits to be confirmed, for the session that was opened to do so and for nobody else; null when there
 * is none any more.
 * @returns the address for the QR code, and the seed in groups of four to be typed
 */
export async function readNewAuthenticator(
  staff: CurrentStaff,
): Promise<{ email: string; uri: string; typed: string } | null> {
  if (staff.complete) return null
  const { staffId } = staff
  const row = await database().authenticator.findUnique({
    where: { staffId, confirmedAt: null },
    select: { seedSealed: true, staff: { select: { email: true } } },
  })
  if (!row) return null
  const seed = openSeed(staffId, row.seedSealed)
  const { email } = row.staff
  return { email, uri: authenticatorUri(seed, email), typed: seed.replace(/(.{4})(?=.)/g, '$1 ') }
}
