import 'server-only'
import { clock } from '@/lib/clock'
import type { Tx } from '@/lib/db/client'
import type { Bytes } from '@/lib/pki/bytes'
import { type Issuer, readIssuer } from '@/lib/pki/issuer'
import type { RevocationLists } from '@/lib/pki/serial-number'
import { openSigner } from './open-signer'
import type { Signer } from './signer'

/** A CA whose key is here. */
export type SigningAuthority = { id: string; issuer: Issuer; signer: Signer }
/** One that issues to customers. */
export type IssuingAuthority = SigningAuthority & { lists: RevocationLists }

const readOnce = new Map<string, Issuer>()

/** The CA that issues now: the newest one that is valid and whose key is here. @throws Error without one */
export async function issuingAuthority(tx: Tx): Promise<IssuingAuthority> {
  const now = clock.now()
  const row = await tx.certificateAuthority.findFirst({
    where: { role: 'issuing', keyLocation: { not: null }, notBefore: { lte: now }, notAfter: { gt: now } },
    orderBy: { createdAt: 'desc' },
  })
  const authority = row && withSigner(row)
  if (!authority || row.firstList === null || row.listCount === null)
    throw new Error('no issuing CA is valid and has its key here')
  return { ...authority, lists: { firstList: row.firstList, listCount: row.listCount } }
}

/** Any CA with its signer; null when its key was taken away. */
export function withSigner(row: {
  id: string
  der: Bytes
  keyLocation: string | null
}): SigningAuthority | null {
  if (!row.keyLocation) return null
  const issuer = readOnce.get(row.id) ?? readIssuer(Uint8Array.from(row.der))
  readOnce.set(row.id, issuer)
  return { id: row.id, issuer, signer: openSigner(row.keyLocation, issuer.signature) }
}
