import 'server-only'
import type { SigningAuthority } from './issuing-authority'
import { rootListLifeSeconds } from './list-times'
import { rootListNumber } from './root-list-number'
import { openList, writeList } from './write-list'

/**
 * Makes a new edition of a root's revocation list, for a year: clients that check every level of a chain want it,
 * though it is empty.
 * @param root with its key, wherever that is
 * @throws Error when it can't sign
 */
export async function writeRootList(root: SigningAuthority): Promise<void> {
  const state = await openList(root.id, rootListNumber)
  await writeList(root, state, { entries: [], lifeSeconds: rootListLifeSeconds })
}
