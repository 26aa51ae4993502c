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
import { checkKeyInput } from './check-key-input'
import { newCredentials } from './credentials'
import { toWindow } from './date-window'
import { insertKey } from './insert-key'
import { recordingRefusal } from './recording-refusal'
import type { CreateKeyInput } from './schema'
import { takeSlot } from './take-slot'

/** The only place where a secret leaves: nothing else can read it back for a person. */
export type CreatedKey = { id: string; accessKey: string; secret: string }

/**
 * Makes an active key. Being refused for the certificate or the cap comes before the proof is asked for.
 * @throws AppError `certificate_required`, `key_limit_reached`, `step_up_required`, `invalid_input`
 */
export async function createKey(actor: Actor, input: CreateKeyInput): Promise<CreatedKey> {
  authorize(actor, 'key:create:own')
  checkKeyInput(input)
  const { name, permissions, addresses, firstDay, lastDay } = input
  const digest = digestOf('key-create', { name, permissions, addresses, firstDay, lastDay })
  return recordingRefusal(actor, 'create', null, () =>
    sqlTransaction(async (tx) => {
      // First of all, so that a certificate revoked meanwhile no longer counts.
      const contact = await lockCustomer(tx, actor.customerId)
      if (policy().certificateFor.includes('createKey')) await requireUsableCertificate(tx, actor)
      const now = clock.now()
      const slot = await takeSlot(tx, actor, now)
      const { provedBy } = await requireStepUp(tx, actor, 'key-create', digest)

      const id = newId()
      const { accessKey, secret } = newCredentials()
      await insertKey(tx, {
        ...{ id, customerId: actor.customerId, accessKey, secret, name, permissions, addresses, slot },
        ...toWindow(input, env().SIGNET_TIME_ZONE),
        createdAt: now,
      })
      await announceNewKey(tx, { id, customerId: actor.customerId })
      await recordEvent(tx, actor, {
        action: 'key.created',
        object: { kind: 'key', id },
        detail: { name, accessKey, permissions, addresses, firstDay, lastDay, provedBy },
      })
      await notifyCustomer(tx, actor.customerId, 'key_created', { name, accessKey }, contact)
      return { id, accessKey, secret }
    }),
  )
}
