import 'server-only'
import type { CustomerActor } from '@/lib/access/actor'
import { visibleTo } from '@/lib/access/visible-to'
import { database } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { base64Of } from '@/lib/pki/bytes'
import { displayFingerprint } from '@/lib/pki/fingerprint'
import { authorityChain } from './authority-chain'
import type { IssuedCertificate } from './schema'

/**
 * An issued certificate with its issuers up to the root: what an exported file holds besides the key.
 * @throws AppError `not_found`
 */
export async function readIssued(actor: CustomerActor, id: string): Promise<IssuedCertificate> {
  const row = await database().certificate.findFirst({
    where: { id, ...visibleTo(actor), status: 'issued' },
  })
  if (!row?.der || !row.fingerprint) throw new AppError('not_found')
  return {
    id,
    serialNumber: row.serialNumber,
    renewsId: row.renewsId,
    notAfter: row.notAfter.toISOString(),
    fingerprint: displayFingerprint(row.fingerprint),
    chain: [row.der, ...(await authorityChain(row.authorityId))].map(base64Of),
  }
}
