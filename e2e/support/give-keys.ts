import { randomUUID } from 'node:crypto'
import { newAccessKey } from '@/lib/keys/credentials'
import { makeProof } from '@/lib/keys/make-proof'
import type { TestCustomer } from '@/test/customer'
import { sql } from './sql'

type KeyValues = {
  name: string
  permissions: string[]
  addresses: string[]
  status: 'active' | 'inactive'
  /** Instants; the last one is the start of the day after. */
  validFrom: Date | null
  validBefore: Date | null
  /** Whether its owner said that the secret is stored. */
  confirmed: boolean
}

/** Puts a key of a customer into the database, in the next free slot when it is active. @returns its id */
export async function giveKey(customer: TestCustomer, values: Partial<KeyValues> = {}): Promise<string> {
  const key: KeyValues = {
    ...{ name: 'Rebalancer', permissions: ['market.read'], addresses: [], status: 'active' },
    ...{ validFrom: null, validBefore: null, confirmed: true },
    ...values,
  }
  const id = randomUUID()
  await sql(
    `INSERT INTO api_key (id, customer_id, access_key, name, permissions, address_rule, addresses, window_rule,
       valid_from, valid_before, status, slot, secret_confirmed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::key_status,
       CASE WHEN $11 = 'active' THEN (SELECT coalesce(max(slot), 0) + 1 FROM api_key WHERE customer_id = $2) END,
       CASE WHEN $12::boolean THEN now() END)`,
    [
      ...[id, customer.customerId, newAccessKey(), key.name, key.permissions],
      ...[key.addresses.length > 0 ? 'only' : 'anywhere', key.addresses],
      ...[key.validFrom || key.validBefore ? 'between' : 'always', key.validFrom, key.validBefore],
      ...[key.status, key.confirmed],
    ],
  )
  const { proof } = makeProof('hmac', { id, customerId: customer.customerId }, null)
  await sql('INSERT INTO api_key_secret (api_key_id, sealed, secret_hash) VALUES ($1, $2, $3)', [
    ...[id, proof.sealed, proof.secretHash],
  ])
  return id
}

/** As many active keys at once, named after their numbers. */
export async function giveKeys(
  customer: TestCustomer,
  count: number,
  values: Partial<KeyValues> = {},
): Promise<void> {
  for (let number = 1; number <= count; number += 1)
    await giveKey(customer, { name: `Bot ${number}`, ...values })
}

export type KeyState = {
  id: string
  name: string
  permissions: string[]
  addresses: string[]
  status: string
  revision: number
  deleted: boolean
  days: boolean
}

/** The keys of a customer as the database has them, deleted ones too, oldest first. */
export function keysOf(customer: TestCustomer): Promise<KeyState[]> {
  return sql<KeyState>(
    `SELECT id, name, permissions, addresses, status::text, revision, deleted_at IS NOT NULL AS deleted,
       window_rule = 'between' AS days
     FROM api_key WHERE customer_id = $1 ORDER BY created_at, name`,
    [customer.customerId],
  )
}
