import 'server-only'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'

/**
 * Erases what rotations left to run out, once it has. Gateways hold its end against each request by themselves, so
 * that none of them has to be told.
 */
export async function eraseOldSecrets(): Promise<void> {
  await database().apiKeySecret.deleteMany({
    where: { place: 'previous', validBefore: { lte: clock.now() } },
  })
}
