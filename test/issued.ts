import { X509Certificate } from 'node:crypto'
import { issueCertificate } from '@/lib/certificates/issue-certificate'
import { revokeCertificate } from '@/lib/certificates/revoke-certificate'
import { database } from '@/lib/db/client'
import { toPem } from '@/lib/pki/pem'
import type { RevocationReason } from '@/lib/pki/revocation-reasons'
import { type ApplicantKey, confirmKey, csrText, newKey } from './apply'
import { type TestCustomer, testCustomer } from './customer'
import { testStaff, withReason } from './staff'

export type TestCertificate = {
  id: string
  customer: TestCustomer
  serialNumber: string
  /** Number of the revocation list that it names. */
  list: number
  key: ApplicantKey
  /** Itself and its issuers up to the root, in PEM. */
  chain: string[]
}

/** A certificate that was applied for and issued as the portal does it; of a new customer when none is given. */
export async function issuedCertificate(customer?: TestCustomer): Promise<TestCertificate> {
  const owner = customer ?? (await testCustomer())
  const key = newKey()
  await confirmKey(owner, key)
  const { id, serialNumber, chain } = await issueCertificate(owner, { csr: csrText(key) })
  const { revocationList } = await database().certificate.findUniqueOrThrow({ where: { id } })
  const pem = (der: string) => new X509Certificate(Buffer.from(der, 'base64')).toString()
  return { id, customer: owner, serialNumber, list: revocationList, key, chain: chain.map(pem) }
}

/** Revokes it as staff would. */
export async function revokeAsStaff(
  { id }: { id: string },
  revokedFor: RevocationReason = 'keyCompromise',
): Promise<void> {
  const actor = withReason(await testStaff('security', { name: 'Ann' }), 'stolen laptop', 'TN-1')
  await revokeCertificate(actor, { id, revokedFor })
}

/** A stored list in PEM. */
export async function storedList(number: number): Promise<string> {
  const { der } = await database().revocationList.findFirstOrThrow({ where: { number, edition: { gt: 0 } } })
  return toPem('X509 CRL', der)
}
