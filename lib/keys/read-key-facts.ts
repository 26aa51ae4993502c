import 'server-only'
import { databasePool } from '@/lib/db/client'
import { readNetworks } from '@/lib/net/addresses-cover'
import type { Network } from '@/lib/net/parse-network'
import type { KeyDialect, KeyKind } from '@/lib/signing/dialects'
import type { VerifyingKey } from '@/lib/signing/verify-signature'
import { unseal } from '@/lib/vault/seal'
import { PublicKeyProof } from './public-key-proof'
import { secretContext } from './secret-context'

type Proof = VerifyingKey | { kind: 'hashed'; hash: Uint8Array }

/** What there is to know of a key when a request is decided. */
export type KeyFacts = {
  id: string
  accessKey: string
  customerId: string
  accountId: string
  customerSuspended: boolean
  dialect: KeyDialect
  environment: string
  proof: Proof | null
  /** When the current secret was made: tells it from what replaced it. */
  secretMadeAt: Date | null
  previous: { proof: Proof; madeAt: Date; validBefore: Date } | null
  passphraseHash: Uint8Array | null
  on: boolean
  permissions: string[]
  allowlist: Network[] | null
  validFrom: Date | null
  validBefore: Date | null
}

type Secret = { sealed: Buffer | null; publicKey: Buffer | null; secretHash: Buffer | null }
type Row = Omit<KeyFacts, 'proof' | 'previous' | 'on' | 'allowlist'> & {
  status: string
  kind: KeyKind
  addressRule: string
  addresses: string[]
} & Secret & {
    oldSealed: Buffer | null
    oldPublicKey: Buffer | null
    oldSecretHash: Buffer | null
    oldMadeAt: Date | null
    oldEnd: Date | null
  }

/**
 * Keys that were not deleted, with what they are verified with, as they stand in the database now. One statement,
 * prepared once for each connection.
 * @param by what the names are: access keys, or IDs for those that API sessions were opened with
 * @returns in the order of the names: the key, null when there is none, or why it can't be read
 */
export async function readKeyFacts(
  by: 'accessKey' | 'id',
  names: readonly string[],
): Promise<(KeyFacts | null | Error)[]> {
  const condition = by === 'id' ? 'key.id = ANY($1::uuid[])' : 'key.access_key = ANY($1::text[])'
  const { rows } = await databasePool().query<Row>({
    name: `key-facts-by-${by}`,
    text: `SELECT key.id, key.access_key AS "accessKey", key.customer_id AS "customerId",
        customer.account_id AS "accountId", customer.suspended_at IS NOT NULL AS "customerSuspended",
        key.dialect, key.kind, key.environment, key.passphrase_hash AS "passphraseHash", key.status, key.permissions,
        key.address_rule AS "addressRule", key.addresses, key.valid_from AS "validFrom",
        key.valid_before AS "validBefore", now.sealed, now.public_key AS "publicKey", now.secret_hash AS "secretHash",
        now.created_at AS "secretMadeAt", old.sealed AS "oldSealed", old.public_key AS "oldPublicKey", old.secret_hash AS "oldSecretHash",
        old.created_at AS "oldMadeAt", old.valid_before AS "oldEnd"
      FROM api_key key JOIN customer ON customer.id = key.customer_id
      LEFT JOIN api_key_secret now ON now.api_key_id = key.id AND now.place = 'current'
      LEFT JOIN api_key_secret old ON old.api_key_id = key.id AND old.place = 'previous'
      WHERE ${condition} AND key.deleted_at IS NULL`,
    values: [names],
  })
  const found = new Map(rows.map((row) => [row[by], readable(row)]))
  return names.map((name) => found.get(name) ?? null)
}

/** A key that can't be read must not keep the others from being read. */
function readable(row: Row): KeyFacts | Error {
  try {
    return toFacts(row)
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

function toFacts(row: Row): KeyFacts {
  const { id, accessKey, customerId, accountId, customerSuspended, dialect, environment, passphraseHash } =
    row
  const old = { sealed: row.oldSealed, publicKey: row.oldPublicKey, secretHash: row.oldSecretHash }
  const { oldMadeAt: madeAt, oldEnd: validBefore } = row
  const oldProof = proofOf(row, old)
  return {
    ...{ id, accessKey, customerId, accountId, customerSuspended, dialect, environment, passphraseHash },
    proof: proofOf(row, row),
    secretMadeAt: row.secretMadeAt,
    previous: oldProof && madeAt && validBefore ? { proof: oldProof, madeAt, validBefore } : null,
    on: row.status === 'active',
    permissions: row.permissions,
    allowlist: row.addressRule === 'anywhere' ? null : readNetworks(row.addresses),
    validFrom: row.validFrom,
    validBefore: row.validBefore,
  }
}

/** What the kind says, and nothing else: a hash that is kept for other ends proves nothing. */
function proofOf({ kind, id, customerId }: Row, secret: Secret): Proof | null {
  if (kind === 'hmac' && secret.sealed)
    return { kind, secret: unseal(secret.sealed, secretContext(id, customerId)) }
  if (kind === 'ed25519' && secret.publicKey) return new PublicKeyProof(secret.publicKey)
  if (kind === 'hashed' && secret.secretHash) return { kind, hash: secret.secretHash }
  return null
}
