import 'server-only'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { log } from '@/lib/log'
import { withSigner } from './issuing-authority'
import { rootListPeriodSeconds } from './list-times'
import { rootListNumber } from './root-list-number'
import { writeRootList } from './write-root-list'

/**
 * Makes the revocation list of each root whose key is still here, where there is none yet or it is half a year old.
 * A key that was moved away without a word is no failure: `npm run ca -- crl` makes the list with it.
 */
export async function refreshRootLists(): Promise<void> {
  const due = await database().certificateAuthority.findMany({
    where: {
      role: 'root',
      keyLocation: { not: null },
      revocationLists: {
        none: {
          number: rootListNumber,
          edition: { gt: 0 },
          thisUpdate: { gt: addSeconds(clock.now(), -rootListPeriodSeconds) },
        },
      },
    },
    select: { id: true, der: true, keyLocation: true },
  })
  for (const row of due)
    try {
      const root = withSigner(row)
      if (root) await writeRootList(root)
    } catch (error) {
      log.warn({ error, authorityId: row.id }, "a root's revocation list could not be made")
    }
}
