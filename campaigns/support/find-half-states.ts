import type { Client } from 'pg'

/** Statements that find what must not be, by its name; each selects one row for each fault. */
const faultQueries: Record<string, string> = {
  'keys without what proves them now': `SELECT 1 FROM api_key k WHERE NOT EXISTS (
      SELECT 1 FROM api_key_secret s WHERE s.api_key_id = k.id AND s.place = 'current' AND CASE k.kind
        WHEN 'hmac' THEN s.sealed IS NOT NULL AND s.secret_hash IS NOT NULL
        WHEN 'hashed' THEN s.secret_hash IS NOT NULL AND s.sealed IS NULL
        ELSE s.public_key IS NOT NULL AND s.secret_hash IS NULL END)`,
  'old secrets without an end, or of a key without another': `SELECT 1 FROM api_key_secret o
      WHERE o.place = 'previous' AND (o.valid_before IS NULL OR NOT EXISTS (
        SELECT 1 FROM api_key_secret s WHERE s.api_key_id = o.api_key_id AND s.place = 'current'))`,
  'keys without exactly one event': `SELECT 1 FROM api_key k WHERE 1 <> (
      SELECT count(*) FROM audit_event e WHERE e.action = 'key.created' AND e.object_id = k.id::text)`,
  'events without their key': `SELECT 1 FROM audit_event e WHERE e.action = 'key.created'
      AND NOT EXISTS (SELECT 1 FROM api_key k WHERE k.id::text = e.object_id)`,
  'customers with more keys than used proofs, or fewer': `SELECT 1 FROM customer c WHERE
      (SELECT count(*) FROM api_key k WHERE k.customer_id = c.id) <>
      (SELECT count(*) FROM step_up s WHERE s.customer_id = c.id AND s.purpose = 'key-create' AND s.used_at IS NOT NULL)`,
  'customers with more keys than notices, or fewer': `SELECT 1 FROM customer c WHERE
      (SELECT count(*) FROM api_key k WHERE k.customer_id = c.id) <>
      (SELECT count(*) FROM outbox o WHERE o.customer_id = c.id AND o.template = 'key_created')`,
  'customers above the cap':
    'SELECT 1 FROM api_key WHERE slot IS NOT NULL GROUP BY customer_id HAVING count(*) > 30',
  'active keys without a place': "SELECT 1 FROM api_key WHERE status = 'active' AND slot IS NULL",
}

/**
 * Looks for creations that are there by half, and for acknowledged ones that are not there. For a database in which
 * keys were made and nothing else was done to them.
 * @param acknowledged ids of the keys that were said to be made
 */
export async function findHalfStates(
  client: Client,
  acknowledged: string[],
): Promise<{ faults: Record<string, number>; keys: number }> {
  const faults: Record<string, number> = {}
  for (const [name, query] of Object.entries(faultQueries))
    faults[name] = (await client.query(query)).rowCount ?? 0
  const { rows } = await client.query<{ id: string }>('SELECT id FROM api_key')
  const stored = new Set(rows.map(({ id }) => id))
  faults['acknowledged keys that are missing'] = acknowledged.filter((id) => !stored.has(id)).length
  return { faults, keys: stored.size }
}
