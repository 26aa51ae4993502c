import 'server-only'
import type { AnonymousActor } from '@/lib/access/actor'
import { recordDenial } from '@/lib/audit/record-event'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { lockCustomer } from '@/lib/db/lock-customer'
import { transaction } from '@/lib/db/transaction'
import { AppError } from '@/lib/errors'
import { counter, countTry, throttled } from '@/lib/identity/throttle'
import { countedAddress } from '@/lib/identity/throttle-rules'
import { notifyCustomer } from '@/lib/notices/notify-customer'
import { verifyKeySignature } from '@/lib/pki/verify-key-signature'
import { markRevoked } from './mark-revoked'
import { readRevocation } from './open-revocation'
import type { RevokeByKeyInput } from './schema'

export type RevokedByKey = { serialNumber: string; revokedAt: Date; already: boolean }

/**
 * Ends the certificate of whoever proves to hold its key, without asking who that is: a key that somebody else holds
 * too is worthless anyway, and who found it out must not be kept from saying so. Always for `keyCompromise`.
 * The signature is checked before anything is counted, so that strangers' failures never keep an owner out. Whoever
 * proves nothing is told the same of any serial number, whether there is a certificate or not.
 * @throws AppError `revocation_proof_refused`, `revocation_throttled` {seconds, minutes} for what proves nothing;
 *   `revocation_expired`; `certificate_not_live` when it has ended by itself or is not issued
 */
export async function revokeByKey(actor: AnonymousActor, input: RevokeByKeyInput): Promise<RevokedByKey> {
  const { serialNumber } = input
  const request = readRevocation(input)
  if (!request) throw await refusal(actor, input, 'not_from_here')
  if (new Date(request.expiresAt) <= clock.now()) throw new AppError('revocation_expired')
  const certificate = await database().certificate.findUnique({
    where: { serialNumber },
    select: { id: true, customerId: true, serialNumber: true, publicKeyDer: true },
  })
  if (!certificate) throw await refusal(actor, input, 'no_such_certificate')
  const signature = Uint8Array.from(Buffer.from(input.signature, 'base64'))
  if (!verifyKeySignature(certificate.publicKeyDer, request.text, signature))
    throw await refusal(actor, input, 'bad_signature', certificate)

  const { id, customerId } = certificate
  return transaction(async (tx) => {
    const contact = await lockCustomer(tx, customerId)
    const done = await markRevoked(tx, actor, certificate, 'keyCompromise', { provedBy: 'key' })
    const { revokedAt } = await tx.certificate.findUniqueOrThrow({
      where: { id },
      select: { revokedAt: true },
    })
    if (!revokedAt) throw new AppError('certificate_not_live')
    const values = { serialNumber, at: revokedAt, address: actor.address }
    if (done) await notifyCustomer(tx, customerId, 'certificate_revoked_by_key', values, contact)
    return { serialNumber, revokedAt, already: !done }
  })
}

/** Counted and put on record; past the limit only counted, so that nobody can fill the record. */
async function refusal(
  actor: AnonymousActor,
  { serialNumber }: RevokeByKeyInput,
  reason: 'not_from_here' | 'no_such_certificate' | 'bad_signature',
  certificate?: { id: string; customerId: string },
): Promise<AppError> {
  const { counted, waitSeconds } = await countTry(counter('revocation', countedAddress(actor.address)))
  if (!counted) return throttled(waitSeconds, 'revocation_throttled')
  await recordDenial(actor, {
    action: 'certificate.revocation_refused',
    ...(certificate && {
      customerId: certificate.customerId,
      object: { kind: 'certificate', id: certificate.id },
    }),
    detail: { serialNumber, reason },
  })
  return new AppError('revocation_proof_refused')
}
