import type { Operator } from '@/lib/access/operator'
import 'server-only'
import { recordEvent } from '@/lib/audit/record-event'
import type { Tx } from '@/lib/db/client'
import { env } from '@/lib/env'
import { issuingTbs } from '@/lib/pki/authority-profile'
import { signedCertificate } from '@/lib/pki/certificate-parts'
import type { NameParts } from '@/lib/pki/names'
import { serialNumberHex } from '@/lib/pki/serial-number'
import { authorityEvent } from './authority-event'
import type { SigningAuthority } from './issuing-authority'
import { keepAuthority } from './keep-authority'
import { writeKeyFile } from './key-file'
import { newAuthority } from './new-authority'

export type IssuingPlan = {
  name: NameParts
  years: number
  /** From when on it issues; null for at once. */
  from: Date | null
}

/** Makes a CA of a P-256 key that issues to customers, no longer valid than its root. @returns the row's id */
export async function makeIssuing(
  tx: Tx,
  operator: Operator,
  root: SigningAuthority,
  { name, years, from }: IssuingPlan,
): Promise<string> {
  const issuing = newAuthority(name, 'P-256', { years, from })
  const outlivesRoot = issuing.notAfter > root.issuer.notAfter
  const notAfter = outlivesRoot ? root.issuer.notAfter : issuing.notAfter
  const tbs = await issuingTbs({ ...issuing, notAfter, root: root.issuer, pkiUrl: env().PKI_URL })
  const der = signedCertificate(tbs, root.issuer.signature, await root.signer.sign(tbs))
  const file = `issuing-${serialNumberHex(issuing.serialNumber).slice(0, 16)}.key.pem`
  await writeKeyFile(file, issuing.privateKey)
  const kept = { role: 'issuing', der, issuerId: root.id, keyLocation: `file:${file}` } as const
  const id = await keepAuthority(tx, kept)
  await recordEvent(
    tx,
    operator.actor,
    authorityEvent('authority.made', operator, { id, role: 'issuing', der }),
  )
  return id
}
