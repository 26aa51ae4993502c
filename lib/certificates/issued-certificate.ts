import 'server-only'
import { createHash } from 'node:crypto'
import { base64Of } from '@/lib/pki/bytes'
import { displayFingerprint } from '@/lib/pki/fingerprint'
import { authorityChain } from './authority-chain'
import type { IssuedCertificate } from './schema'

/** What is read of a certificate for its holder. */
export type IssuedRow = {
  id: string
  serialNumber: string
  renewsId: string | null
  notAfter: Date
  authorityId: string
}

/** A certificate as its holder gets it, with its issuers up to the root: what an exported file holds besides the key. */
export async function issuedCertificate(row: IssuedRow, der: Uint8Array): Promise<IssuedCertificate> {
  const { id, serialNumber, renewsId, notAfter, authorityId } = row
  return {
    ...{ id, serialNumber, renewsId, notAfter: notAfter.toISOString() },
    fingerprint: displayFingerprint(createHash('sha256').update(der).digest()),
    chain: [der, ...(await authorityChain(authorityId))].map(base64Of),
  }
}
