import 'server-only'
import { systemActor } from '@/lib/access/actor'
import { recordEvent } from '@/lib/audit/record-event'
import { addSeconds, clock } from '@/lib/clock'
import type { SqlTx } from '@/lib/db/client'
import { notifyCustomer } from '@/lib/notices/notify-customer'
import { policy } from '@/lib/policies/policy'
import type { RefusedOften } from './write-counts'
import type { NewPlace } from './write-uses'

type Unusual = { refusedOften: RefusedOften[]; newPlaces: NewPlace[] }
type TellableKey = { id: string; customerId: string; name: string; accessKey: string }

const namedAddresses = 5

/**
 * Tells customers that a key of theirs was used from a new address, or refused again and again, by e-mail and on
 * record. In the transaction of the counts that show it: what another process wrote of the same key is seen by then.
 */
export async function tellUnusual(tx: SqlTx, { refusedOften, newPlaces }: Unusual): Promise<void> {
  const keys = await keysOf(tx, [...refusedOften, ...newPlaces])
  if (keys.length === 0) return
  const told = await toldLately(tx, keys)
  const goesOn = await refusedBefore(tx, refusedOften)
  for (const { id, customerId, name, accessKey } of keys) {
    const places = newPlaces.filter(({ keyId }) => keyId === id)
    const [place] = places
    if (place && !told.has(`key_new_address ${accessKey}`)) {
      const networks = places.slice(0, namedAddresses).map(({ network }) => network)
      const addresses = networks.join(', ')
      await recordEvent(tx, systemActor, {
        ...{ action: 'key.used_from_new_address', customerId, object: { kind: 'key', id } },
        detail: { name, accessKey, addresses },
      })
      await notifyCustomer(tx, customerId, 'key_new_address', { name, accessKey, addresses, at: place.at })
    }
    const refused = refusedOften.find(({ keyId }) => keyId === id)
    if (refused && !goesOn.has(id) && !told.has(`key_refused_often ${accessKey}`)) {
      const count = refused.refused
      await recordEvent(tx, systemActor, {
        ...{ action: 'key.refused_often', customerId, object: { kind: 'key', id } },
        detail: { name, accessKey, count },
      })
      await notifyCustomer(tx, customerId, 'key_refused_often', { name, accessKey, count })
    }
  }
}

async function keysOf(tx: SqlTx, unusual: { keyId: string }[]): Promise<TellableKey[]> {
  const ids = [...new Set(unusual.map(({ keyId }) => keyId))]
  if (ids.length === 0) return []
  return tx.$queryRaw<TellableKey[]>`
    SELECT id, customer_id AS "customerId", name, access_key AS "accessKey"
    FROM api_key WHERE id = ANY (${ids}::uuid[]) AND deleted_at IS NULL`
}

/** Of which keys what was told within the policy's time, as `template accessKey`. */
async function toldLately(tx: SqlTx, keys: TellableKey[]): Promise<Set<string>> {
  const since = addSeconds(clock.now(), -60 * policy().usage.unusual.tellAgainMinutes)
  const rows = await tx.$queryRaw<{ told: string }[]>`
    SELECT template || ' ' || (values ->> 'accessKey') AS told FROM outbox
    WHERE customer_id = ANY (${keys.map(({ customerId }) => customerId)}::uuid[]) AND created_at > ${since}
      AND template IN ('key_new_address', 'key_refused_often')`
  return new Set(rows.map(({ told }) => told))
}

/** The keys that were refused as often in the hour before: that was told when it began. */
async function refusedBefore(tx: SqlTx, refusedOften: RefusedOften[]): Promise<Set<string>> {
  if (refusedOften.length === 0) return new Set()
  const rows = await tx.$queryRaw<{ keyId: string }[]>`
    SELECT api_key_id AS "keyId" FROM usage_hour
    JOIN unnest(${refusedOften.map(({ keyId }) => keyId)}::uuid[],
      ${refusedOften.map(({ hour }) => addSeconds(hour, -3600))}::timestamptz[]) AS before (key_id, hour)
      ON api_key_id = key_id AND usage_hour.hour = before.hour
    WHERE refused >= ${policy().usage.unusual.refusalsPerHour}`
  return new Set(rows.map(({ keyId }) => keyId))
}
