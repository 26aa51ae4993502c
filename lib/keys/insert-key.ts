import 'server-only'
import type { SqlTx } from '@/lib/db/client'
import { keyedHash } from '@/lib/vault/keyed-hash'
import { seal } from '@/lib/vault/seal'
import type { DateWindow } from './date-window'
import { secretContext } from './secret-context'

type NewKey = DateWindow & {
  id: string
  customerId: string
  accessKey: string
  secret: string
  name: string
  permissions: string[]
  addresses: string[]
  slot: number
  createdAt: Date
}

/** Writes an active key and its sealed secret, in one statement. */
export async function insertKey(tx: SqlTx, key: NewKey): Promise<void> {
  const { id, customerId, validFrom, validBefore, createdAt } = key
  const addressRule = key.addresses.length > 0 ? 'only' : 'anywhere'
  const windowRule = validFrom || validBefore ? 'between' : 'always'
  const sealed = seal(key.secret, secretContext(id, customerId))
  await tx.$executeRaw`
    WITH made AS (
      INSERT INTO api_key (id, customer_id, access_key, name, permissions, address_rule, addresses, window_rule,
        valid_from, valid_before, status, slot, created_at, updated_at)
      VALUES (${id}::uuid, ${customerId}::uuid, ${key.accessKey}, ${key.name}, ${key.permissions}::text[],
        ${addressRule}::address_rule, ${key.addresses}::text[], ${windowRule}::window_rule,
        ${validFrom}, ${validBefore}, 'active', ${key.slot}, ${createdAt}, ${createdAt})
      RETURNING id, created_at)
    INSERT INTO api_key_secret (api_key_id, sealed, secret_hash, created_at)
    SELECT id, ${sealed}::bytea, ${keyedHash('api-secret', key.secret)}::bytea, created_at FROM made`
}
