import { createHash, randomUUID } from 'node:crypto'
import { issueDigest, issuePurpose } from '@/lib/certificates/issue-digest'
import type { IssuedCertificate } from '@/lib/certificates/schema'
import { routes } from '@/lib/routes'
import type { ActionState } from '@/lib/server/action'
import { type ApplicantKey, csrText, publicKeyText } from '@/test/apply'
import type { TestCustomer } from '@/test/customer'
import { onServer } from '@/test/on-server'
import type { TestStaff } from '@/test/staff'
import { builtAction } from './built-action'
import { headersOf, staffHeadersOf } from './portal-client'
import { submitAction } from './submit-action'

/** A customer with a key that no certificate exists for yet; with `renewsId` it is for a renewal of that one. */
export type Applicant = { customer: TestCustomer; key: ApplicantKey; renewsId?: string }

const publicKeySha256 = ({ key }: Applicant) =>
  createHash('sha256')
    .update(Buffer.from(publicKeyText(key), 'base64'))
    .digest()

/** Puts down that the customer confirmed this key by a code just now. */
export async function confirmByCode(databaseUrl: string, applicant: Applicant): Promise<void> {
  const { customerId, sessionId } = applicant.customer
  const digest = issueDigest(publicKeySha256(applicant), applicant.renewsId)
  await onServer(databaseUrl, (client) =>
    client.query(
      `INSERT INTO step_up (id, customer_id, session_id, purpose, digest, nonce, expires_at, proved_at, proved_by)
       VALUES ($1, $2, $3, $4, $5, '\\x00', now() + interval '5 minutes', now(), 'otp:sms')`,
      [randomUUID(), customerId, sessionId, issuePurpose(applicant.renewsId), digest],
    ),
  )
}

/** Sends the request, as the last step of the application does. @throws Error for anything but an action's answer */
export function submitRequest(
  portal: string,
  { customer, key, renewsId }: Applicant,
): Promise<NonNullable<ActionState<IssuedCertificate>>> {
  const { id } = builtAction('app/(portal)/certificates/apply/actions.ts issueCertificateAction')
  return submitAction(portal + routes.certificateApply(), id, headersOf(customer), [
    ['csr', csrText(key)],
    ...(renewsId ? [['renewsId', renewsId] satisfies [string, string]] : []),
  ])
}

/** Revokes a certificate as support does at the desk. @throws Error for anything but an action's answer */
export function submitRevocation(
  portal: string,
  staff: TestStaff,
  certificate: { id: string; customerId: string },
): Promise<NonNullable<ActionState<string>>> {
  const { id } = builtAction('app/admin/(desk)/customers/[id]/acts/actions.ts revokeCertificateAction')
  const url = portal + routes.deskCustomer(certificate.customerId, 'certificates')
  return submitAction(url, id, staffHeadersOf(staff), [
    ['id', certificate.id],
    ['revokedFor', 'keyCompromise'],
    ['reason', 'the customer called'],
    ['ticket', ''],
  ])
}
