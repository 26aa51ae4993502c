import 'server-only'
import type { SqlTx } from '@/lib/db/client'
import { usageLimits } from './limits'
import type { KeyBatch } from './usage-batch'

/** A key that was let in from where it never was before. */
export type NewPlace = { keyId: string; network: string; at: Date }

/** When, from where and by which secret keys were let in. @returns the new places of keys that were used before */
export async function writeUses(tx: SqlTx, keys: Map<string, KeyBatch>): Promise<NewPlace[]> {
  const used = [...keys].filter(([, { last }]) => last !== null)
  if (used.length === 0) return []
  const firstTime = new Set(await writeLastUse(tx, used))
  await writeSecretUse(tx, used)
  const places = await writePlaces(tx, used)
  return places.filter(({ keyId }) => !firstTime.has(keyId))
}

/** @returns the keys that were never used before */
async function writeLastUse(tx: SqlTx, used: [string, KeyBatch][]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ keyId: string; isNew: boolean }[]>`
    INSERT INTO key_use AS known (api_key_id, at, address)
    SELECT key_id, used.at, used.address
    FROM unnest(${used.map(([keyId]) => keyId)}::uuid[], ${used.map(([, { last }]) => last?.at)}::timestamptz[],
      ${used.map(([, { last }]) => last?.address)}::text[]) AS used (key_id, at, address)
    JOIN api_key ON id = key_id
    ORDER BY key_id
    ON CONFLICT (api_key_id) DO UPDATE SET at = excluded.at, address = excluded.address
      WHERE known.at < excluded.at
    RETURNING api_key_id AS "keyId", xmax = 0 AS "isNew"`
  return rows.filter(({ isNew }) => isNew).map(({ keyId }) => keyId)
}

/**
 * One that is being changed is passed over: its change may be waiting for what is locked here. What was used before a
 * rotation was not the secret that has its place now.
 */
async function writeSecretUse(tx: SqlTx, used: [string, KeyBatch][]): Promise<void> {
  const rows = used.flatMap(([keyId, { secrets }]) =>
    Object.entries(secrets).map(([place, at]) => ({ keyId, place, at })),
  )
  if (rows.length === 0) return
  await tx.$executeRaw`
    UPDATE api_key_secret AS secret SET last_used_at = free.at
    FROM (
      SELECT api_key_id, place, used.at
      FROM unnest(${rows.map(({ keyId }) => keyId)}::uuid[], ${rows.map(({ place }) => place)}::secret_place[],
        ${rows.map(({ at }) => at)}::timestamptz[]) AS used (key_id, used_place, at)
      JOIN api_key_secret ON api_key_id = key_id AND place = used_place
      WHERE (last_used_at IS NULL OR last_used_at < used.at) AND created_at <= used.at
      FOR NO KEY UPDATE OF api_key_secret SKIP LOCKED
    ) AS free
    WHERE secret.api_key_id = free.api_key_id AND secret.place = free.place`
}

/** @returns the places that a key was never let in from before; of each key the ones last used are remembered */
async function writePlaces(tx: SqlTx, used: [string, KeyBatch][]): Promise<NewPlace[]> {
  const rows = used.flatMap(([keyId, { networks }]) =>
    [...networks].sort().map(([network, { first, last }]) => ({ keyId, network, first, last })),
  )
  if (rows.length === 0) return []
  const written = await tx.$queryRaw<(NewPlace & { isNew: boolean })[]>`
    INSERT INTO key_address AS known (api_key_id, address, first_at, last_at)
    SELECT key_id, used.address, used.first_at, used.last_at
    FROM unnest(${rows.map(({ keyId }) => keyId)}::uuid[], ${rows.map(({ network }) => network)}::text[],
      ${rows.map(({ first }) => first)}::timestamptz[], ${rows.map(({ last }) => last)}::timestamptz[])
      AS used (key_id, address, first_at, last_at)
    JOIN api_key ON id = key_id
    ORDER BY key_id, used.address
    ON CONFLICT (api_key_id, address) DO UPDATE SET last_at = greatest(known.last_at, excluded.last_at)
    RETURNING api_key_id AS "keyId", address AS network, first_at AS at, xmax = 0 AS "isNew"`
  const places = written.filter(({ isNew }) => isNew)
  if (places.length > 0) await forgetOldest(tx, [...new Set(places.map(({ keyId }) => keyId))])
  return places.map(({ keyId, network, at }) => ({ keyId, network, at }))
}

async function forgetOldest(tx: SqlTx, keyIds: string[]): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM key_address USING unnest(${keyIds}::uuid[]) AS grown (key_id)
    WHERE api_key_id = key_id AND address NOT IN (
      SELECT address FROM key_address WHERE api_key_id = key_id
      ORDER BY last_at DESC, address LIMIT ${usageLimits.networksKept})`
}
