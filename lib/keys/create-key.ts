import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { recordEvent } from '@/lib/audit/record-event'
import { requireUsableCertificate } from '@/lib/certificates/require-usable-certificate'
import { announceNewKey } from '@/lib/changes/announce-new-key'
import { clock } from '@/lib/clock'
import { lockCustomer } from '@/lib/db/lock-customer'
import { newId } from '@/lib/db/new-id'
import { sqlTransaction } from '@/lib/db/sql-transaction'
import { env } from '@/lib/env'
import { digestOf } from '@/lib/factors/digest-of'
import { requireStepUp } from '@/lib/factors/require-step-up'
import { notifyCustomer } from '@/lib/notices/notify-customer'
import { policy } from '@/lib/policies/policy'
import { checkCredential } from './check-credential'
import { checkKeyInput } from './check-key-input'
import { newAccessKey } from './credentials'
import { toWindow } from './date-window'
import { insertKey } from './insert-key'
import { makeProof } from './make-proof'
import { passphraseHash } from './passphrase-hash'
import { recordingRefusal } from './recording-refusal'
import type { CreateKeyInput } from './schema'
import { takeSlot } from './take-slot'

/** The only place where a secret leaves: nothing else can read it back for a person. Null of a key pair's key. */
export type CreatedKey = { id: string; accessKey: string; secret: string | null }

/**
 * Makes an active key. Being refused for the certificate or the cap comes before the proof is asked for.
 * @throws AppError `certificate_required`, `key_limit_reached`, `step_up_required`, `invalid_input`
 */
export async function createKey(actor: Actor, input: CreateKeyInput): Promise<CreatedKey> {
  authorize(actor, 'key:create:own')
  checkKeyInput(input)
  checkCredential(input)
  const { name, permissions, addresses, firstDay, lastDay, dialect, kind, publicKey } = input
  const hash = passphraseHash(input.passphrase)
  const digest = digestOf('key-create', {
    ...{ name, permissions, addresses, firstDay, lastDay, dialect, kind, publicKey },
    // What stays of a proof must not be a way to find the passphrase by trying.
    passphrase: hash?.toString('hex') ?? null,
  })
  return recordingRefusal(actor, 'create', null, () =>
    sqlTransaction(async (tx) => {
      // First of all, so that a certificate revoked meanwhile no longer counts.
      const contact = await lockCustomer(tx, actor.customerId)
      if (policy().certificateFor.includes('createKey')) await requireUsableCertificate(tx, actor)
      const now = clock.now()
      const slot = await takeSlot(tx, actor, now)
      const { provedBy } = await requireStepUp(tx, actor, 'key-create', digest)

      const id = newId()
      const { customerId } = actor
      const accessKey = newAccessKey()
      const { secret, proof } = makeProof(kind, { id, customerId }, publicKey)
      const key = {
        ...{ id, customerId, accessKey, name, dialect, kind, permissions, addresses, slot },
        ...toWindow(input, env().SIGNET_TIME_ZONE),
        environment: env().SIGNET_ENVIRONMENT,
        passphraseHash: hash,
        createdAt: now,
      }
      await insertKey(tx, key, proof)
      await announceNewKey(tx, { id, customerId })
      await recordEvent(tx, actor, {
        action: 'key.created',
        object: { kind: 'key', id },
        detail: { name, accessKey, dialect, kind, permissions, addresses, firstDay, lastDay, provedBy },
      })
      await notifyCustomer(tx, customerId, 'key_created', { name, accessKey, kind }, contact)
      return { id, accessKey, secret }
    }),
  )
}
