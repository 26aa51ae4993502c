import 'server-only'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { authorityChain } from './authority-chain'
import { rootListNumber } from './root-list-number'

type ServedList = { der: Uint8Array<ArrayBuffer>; edition: bigint; thisUpdate: Date; nextUpdate: Date }

const served = { der: true, edition: true, thisUpdate: true, nextUpdate: true } as const

/** The newest edition of an issuing CA's list; null where there is none of this number. */
export async function readRevocationList(number: number): Promise<ServedList | null> {
  return database().revocationList.findFirst({
    where: { number, edition: { gt: 0 } },
    orderBy: { thisUpdate: 'desc' },
    select: served,
  })
}

/**
 * The list of the root above the CA that issues now, where there are several: it is by that one that new certificates
 * are checked. One address for all of them stands in the certificates of the CAs that were made here.
 */
export async function readRootList(): Promise<ServedList | null> {
  const lists = await database().revocationList.findMany({
    where: { number: rootListNumber, edition: { gt: 0 } },
    orderBy: { thisUpdate: 'desc' },
    select: { ...served, authority: { select: { der: true } } },
  })
  if (lists.length < 2) return lists[0] ?? null
  const issuing = await database().certificateAuthority.findFirst({
    where: { role: 'issuing', keyLocation: { not: null }, notAfter: { gt: clock.now() } },
    orderBy: { createdAt: 'desc' },
    select: { id: true },
  })
  const root = issuing && (await authorityChain(issuing.id)).at(-1)
  return lists.find(({ authority }) => root && Buffer.compare(authority.der, root) === 0) ?? null
}
