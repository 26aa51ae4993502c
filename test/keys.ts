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
}

/** Makes a key as its owner would, proof and all. The customer must have a usable certificate. */
export function makeKey(actor: CustomerActor, values: Partial<CreateKeyInput> = {}): Promise<CreatedKey> {
  return proved(actor, () => createKey(actor, { ...keyInput, ...values }))
}
