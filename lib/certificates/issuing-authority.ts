import 'server-only'
import { clock } from '@/lib/clock'
import type { Tx } from '@/lib/db/client'
import type { Bytes } from '@/lib/pki/bytes'
import { type Issuer, readIssuer } from '@/lib/pki/issuer'
import { fileSigner } from './file-signer'
import type { Signer } from './signer'

export type IssuingAuthority = { id: string; issuer: Issuer; signer: Signer }

const readOnce = new Map<string, Issuer>()

/** The CA that issues now: the newest one that is valid and whose key is here. @throws Error without one */
export async function issuingAuthority(tx: Tx): Promise<IssuingAuthority> {
  const now = clock.now()
  const row = await tx.certificateAuthority.findFirst({
    where: { role: 'issuing', keyFile: { not: null }, notBefore: { lte: now }, notAfter: { gt: now } },
    orderBy: { createdAt: 'desc' },
  })
  const authority = row && withSigner(row)
  if (!authority) throw new Error('no issuing CA is valid and has its key here')
  return authority
}

/** Any CA with its signer; null when its key was taken away. */
export function withSigner(row: { id: string; der: Bytes; keyFile: string | null }): IssuingAuthority | null {
  if (!row.keyFile) return null
  const issuer = readOnce.get(row.id) ?? readIssuer(Uint8Array.from(row.der))
  readOnce.set(row.id, issuer)
  return { id: row.id, issuer, signer: fileSigner(row.keyFile, issuer.signature) }
}
