import 'server-only'
import { database } from '@/lib/db/client'
import type { Bytes } from '@/lib/pki/bytes'

/** A certificate is what it is: what was read once stays true. */
const known = new Map<string, Bytes[]>()

/** The certificates from a CA up to its root, in DER, its own first. */
export async function authorityChain(authorityId: string): Promise<Bytes[]> {
  const found = known.get(authorityId)
  if (found) return found
  const chain: Bytes[] = []
  for (let id: string | null = authorityId; id; ) {
    const row: { der: Bytes; issuerId: string | null } =
      await database().certificateAuthority.findUniqueOrThrow({
        where: { id },
        select: { der: true, issuerId: true },
      })
    chain.push(row.der)
    id = row.issuerId
  }
  known.set(authorityId, chain)
  return chain
}
