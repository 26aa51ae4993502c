import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { CustomerActor } from '@/lib/access/actor'
import { issueCertificate } from '@/lib/certificates/issue-certificate'
import { requestCertificate } from '@/lib/certificates/request-certificate'
import type { IssuedCertificate } from '@/lib/certificates/schema'
import { database } from '@/lib/db/client'
import { proveStepUp } from '@/lib/factors/prove-step-up'
import { openBody } from '@/lib/notices/notice-body'
import { buildCsr, spkiOf } from './build-csr'

export type ApplicantKey = { publicKey: KeyObject; privateKey: KeyObject }

export const newKey = (): ApplicantKey => generateKeyPairSync('ec', { namedCurve: 'P-256' })
export const publicKeyText = (key: ApplicantKey) => spkiOf(key.publicKey).toString('base64')
export const csrText = (key: ApplicantKey) => buildCsr({ key }).toString('base64')

/** Asks for a code for this key; with `renewsId` to renew that certificate. */
export function requestFor(actor: CustomerActor, key: ApplicantKey, renewsId?: string) {
  return requestCertificate(actor, {
    publicKey: publicKeyText(key),
    channel: 'sms',
    ...(renewsId && { renewsId }),
  })
}

/** The code in the newest message to a customer. */
export async function newestCode(customerId: string): Promise<string> {
  const row = await database().outbox.findFirstOrThrow({
    where: { customerId, template: { in: ['otp_certificate_issue', 'otp_certificate_renew'] } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  })
  return row.bodySealed ? (openBody(row.id, row.bodySealed).code ?? '') : ''
}

/** Asks for a code for this key and enters it. */
export async function confirmKey(actor: CustomerActor, key: ApplicantKey, renewsId?: string): Promise<void> {
  const { stepUpId } = await requestFor(actor, key, renewsId)
  await proveStepUp(actor, { stepUpId, stepUpCode: await newestCode(actor.customerId) })
}

/** A whole application of a customer, for a new key unless one is given. */
export async function applyForCertificate(actor: CustomerActor, key = newKey()): Promise<IssuedCertificate> {
  await confirmKey(actor, key)
  return issueCertificate(actor, { csr: csrText(key) })
}
