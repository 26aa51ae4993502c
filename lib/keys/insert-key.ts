import 'server-only'
import type { SqlTx } from '@/lib/db/client'
import type { KeyDialect, KeyKind } from '@/lib/signing/dialects'
import type { DateWindow } from './date-window'
import type { StoredProof } from './make-proof'

type NewKey = DateWindow & {
  id: string
  customerId: string
  accessKey: string
  name: string
  dialect: KeyDialect
  kind: KeyKind
  environment: string
  passphraseHash: Buffer<ArrayBuffer> | null
  permissions: string[]
  addresses: string[]
  slot: number
  createdAt: Date
}

/** Writes an active key and what proves it, in one statement. */
export async function insertKey(tx: SqlTx, key: NewKey, proof: StoredProof): Promise<void> {
  const { id, validFrom, validBefore, createdAt } = key
  const addressRule = key.addresses.length > 0 ? 'only' : 'anywhere'
  const windowRule = validFrom || validBefore ? 'between' : 'always'
  await tx.$executeRaw`
    WITH made AS (
      INSERT INTO api_key (id, customer_id, access_key, name, dialect, kind, environment, passphrase_hash,
        permissions, address_rule, addresses, window_rule, valid_from, valid_before, status, slot, created_at, updated_at)
      VALUES (${id}::uuid, ${key.customerId}::uuid, ${key.accessKey}, ${key.name}, ${key.dialect}::key_dialect,
        ${key.kind}::key_kind, ${key.environment}, ${key.passphraseHash}::bytea, ${key.permissions}::text[],
        ${addressRule}::address_rule, ${key.addresses}::text[], ${windowRule}::window_rule,
        ${validFrom}, ${validBefore}, 'active', ${key.slot}, ${createdAt}, ${createdAt})
      RETURNING id, created_at)
    INSERT INTO api_key_secret (api_key_id, sealed, public_key, secret_hash, created_at)
    SELECT id, ${proof.sealed}::bytea, ${proof.publicKey}::bytea, ${proof.secretHash}::bytea, created_at FROM made`
}
