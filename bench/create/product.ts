/** Our side of `bench:create`: the whole domain operation, with cap, proof, sealed secret, audit and notice. */
import pg from 'pg'
import { type ReadyCustomer, readyCustomers } from '@/campaigns/support/ready-customer'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { digestOf } from '@/lib/factors/digest-of'
import { createKey } from '@/lib/keys/create-key'
import type { CreateKeyInput } from '@/lib/keys/schema'
import { serve } from '../support/measure'

/** Fewer than the cap: every creation counted is one that succeeds. */
const keysEach = 25

serve(async (count) => {
  const customers = await readyCustomers(Math.ceil(count / keysEach))
  const jobs = Array.from({ length: count }, (_, made) => {
    // Neighbours belong to different customers, as they would in real life.
    const actor = customers[made % customers.length] as ReadyCustomer
    return { actor, input: keyInput(Math.floor(made / customers.length) + 1) }
  })
  await prove(jobs)
  return jobs.map(
    ({ actor, input }) =>
      () =>
        createKey(actor, input),
  )
}, pg)

function keyInput(number: number): CreateKeyInput {
  return {
    name: `Key ${number}`,
    permissions: ['market.read'],
    addresses: ['192.0.2.0/24', '198.51.100.7'],
    firstDay: null,
    lastDay: '2029-12-31',
    dialect: 'signet',
    kind: 'hmac',
    passphrase: null,
    publicKey: null,
  }
}

/** The proofs that the creations will use up. */
async function prove(jobs: { actor: ReadyCustomer; input: CreateKeyInput }[]): Promise<void> {
  const now = clock.now()
  await database().stepUp.createMany({
    data: jobs.map(({ actor, input }) => ({
      customerId: actor.customerId,
      sessionId: actor.sessionId,
      purpose: 'key-create',
      digest: digestOf('key-create', { ...input }),
      nonce: new Uint8Array(32),
      expiresAt: addSeconds(now, 300),
      provedAt: now,
      provedBy: 'otp:sms',
    })),
  })
}
