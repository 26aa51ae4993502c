import 'server-only'
import { clock } from '@/lib/clock'
import type { Tx } from '@/lib/db/client'
import type { Bytes } from '@/lib/pki/bytes'
import { readIssuer } from '@/lib/pki/issuer'
import { serialNumberHex } from '@/lib/pki/serial-number'

/** At a million certificates, a fiftieth of them revoked, each holds some 160 entries. */
const listsPerAuthority = 128
/** What the numbers of each CA's lists begin at a multiple of. */
const listNumbersApart = 256

/** What a row of the table says of a CA that its certificate does not. */
export type KeptAuthority = {
  role: 'root' | 'intermediate' | 'issuing' | 'server'
  der: Bytes
  issuerId: string | null
  keyLocation: string | null
}

/**
 * Writes a CA down; one that issues gets revocation lists of its own. The caller holds the lock on CAs, and has the
 * key in its place: a row whose key is missing could never sign, a key without a row is only left over.
 * @returns the row's id
 */
export async function keepAuthority(tx: Tx, authority: KeptAuthority): Promise<string> {
  const { serialNumber, notBefore, notAfter } = readIssuer(authority.der)
  const lists = authority.role === 'issuing' ? await newLists(tx) : {}
  const { id } = await tx.certificateAuthority.create({
    data: {
      ...authority,
      ...lists,
      serialNumber: serialNumberHex(serialNumber),
      notBefore,
      notAfter,
      createdAt: clock.now(),
    },
    select: { id: true },
  })
  return id
}

/** Numbers that no other CA has used: they stand in certificates. */
async function newLists(tx: Tx): Promise<{ firstList: number; listCount: number }> {
  const { _max } = await tx.certificateAuthority.aggregate({ _max: { firstList: true } })
  const firstList = _max.firstList === null ? 0 : _max.firstList + listNumbersApart
  return { firstList, listCount: listsPerAuthority }
}
