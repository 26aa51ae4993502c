import type { CustomerActor } from '@/lib/access/actor'
import { type CreatedKey, createKey } from '@/lib/keys/create-key'
import type { CreateKeyInput } from '@/lib/keys/schema'
import { proved } from './proved'

export const keyInput: CreateKeyInput = {
  name: 'Rebalancer',
  permissions: ['market.read'],
  addresses: [],
  firstDay: null,
  lastDay: null,
  dialect: 'signet',
  kind: 'hmac',
  passphrase: null,
  publicKey: null,
}

/** With an empty secret for a key pair's key. */
export type MadeKey = CreatedKey & { secret: string }

/**
 * Makes a key as its owner would, proof and all. The customer must have a usable certificate.
 */
export async function makeKey(actor: CustomerActor, values: Partial<CreateKeyInput> = {}): Promise<MadeKey> {
  const made = await proved(actor, () => createKey(actor, { ...keyInput, ...values }))
  return { ...made, secret: made.secret ?? '' }
}
