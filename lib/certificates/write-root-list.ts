import 'server-only'
import { database } from '@/lib/db/client'
import { type SigningAuthority, withSigner } from './issuing-authority'
import { rootListLifeSeconds } from './list-times'
import { rootListNumber } from './root-list-number'
import { openList, writeList } from './write-list'

/**
 * Makes a new edition of a root's revocation list, for a year: clients that check every level of a chain want it,
 * though it is empty.
 * @param authorityId of a CA of role `root`
 * @param brought the root with its key, where that is not kept here
 * @throws Error when its key is not here, or its file is gone
 */
export async function writeRootList(authorityId: string, brought?: SigningAuthority): Promise<void> {
  const root = await database().certificateAuthority.findUniqueOrThrow({
    where: { id: authorityId, role: 'root' },
    select: { id: true, der: true, keyLocation: true },
  })
  const authority = brought ?? withSigner(root)
  if (!authority) throw new Error('the key of this root is not here')
  const state = await openList(authorityId, rootListNumber)
  await writeList(authority, state, { entries: [], lifeSeconds: rootListLifeSeconds })
}
