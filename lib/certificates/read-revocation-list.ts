import 'server-only'
import { database } from '@/lib/db/client'
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
 * A root's list; null where there is none.
 * @param serialNumber of the root; left out for the first one that was made here, whose CAs' certificates name an
 *   address without it
 */
export async function readRootList(serialNumber?: string): Promise<ServedList | null> {
  return database().revocationList.findFirst({
    where: {
      number: rootListNumber,
      edition: { gt: 0 },
      ...(serialNumber && { authority: { serialNumber } }),
    },
    orderBy: { authority: { createdAt: 'asc' } },
    select: served,
  })
}
