import type { Operator } from '@/lib/access/operator'
import 'server-only'
import { recordEvent } from '@/lib/audit/record-event'
import { database, type Prisma } from '@/lib/db/client'
import { StartError } from '@/lib/start-error'
import { openRoot, type RootKey } from './open-root'
import { refreshRevocationLists } from './refresh-revocation-lists'
import { writeRootList } from './write-root-list'

/**
 * Makes every issuing CA's revocation lists now, due or not.
 * @returns how many
 * @throws Error of the first CA that could not sign, after the others are done
 */
export async function makeLists(operator: Operator): Promise<number> {
  const count = await refreshRevocationLists({ force: true })
  await record(operator, null, count)
  return count
}

/**
 * Makes the newest root's revocation list now, for a year.
 * @param brought its key, where that is not here
 * @throws StartError when there is no root of our own, or its key does not open
 */
export async function makeRootList(operator: Operator, brought: RootKey | null): Promise<void> {
  const newest = (await newestRoot(ours)) ?? (brought && (await newestRoot({})))
  if (!newest) throw new StartError('No root here has a revocation list to be made.')
  const root = await openRoot(database(), newest.id, brought)
  await writeRootList(root)
  await record(operator, root.id, 1)
}

/** One that was brought in has its lists made where it came from. */
const ours = { OR: [{ keyLocation: { not: null } }, { revocationLists: { some: {} } }] }

function newestRoot(where: Prisma.CertificateAuthorityWhereInput) {
  return database().certificateAuthority.findFirst({
    where: { role: 'root', ...where },
    orderBy: { createdAt: 'desc' },
    select: { id: true },
  })
}

async function record(
  { actor, account }: Operator,
  authorityId: string | null,
  count: number,
): Promise<void> {
  const object = authorityId ? { object: { kind: 'authority' as const, id: authorityId } } : {}
  await recordEvent(database(), actor, {
    action: 'authority.lists_made',
    ...object,
    detail: { count, account },
  })
}
