import { generateKeyPairSync } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import { clock } from '@/lib/clock'
import { databasePool } from '@/lib/db/client'
import { newId } from '@/lib/db/new-id'
import { newAccessKey } from '@/lib/keys/credentials'
import { makeProof } from '@/lib/keys/make-proof'
import { policy } from '@/lib/policies/policy'
import { type Cell, copyRows, type Rows } from '@/scripts/seed-large/copy-rows'
import { makeCustomer } from '@/scripts/seed-large/make-customer'
import { type Batch, emptyBatch, writeBatch } from '@/scripts/seed-large/tables'
import type { BenchKey } from '../verify/make-keys'
import type { BenchKind } from './growth'

const customersTogether = 250
/** Making a key pair takes three times as long as a secret. */
const pairsEvery = 20
const validFrom = new Date('2026-01-01')
const validBefore = new Date('2036-01-01')
const columns = {
  api_key:
    'id, customer_id, access_key, name, dialect, kind, permissions, address_rule, addresses, window_rule, valid_from, valid_before, status, slot',
  api_key_secret: 'api_key_id, sealed, public_key, secret_hash',
} as const

/**
 * Fills the database with active keys as customers make them, one in twenty with a key pair, each with a window, an
 * allowlist and two permissions, and as many of one customer as the policy allows.
 * @returns of each kind so many as `wanted`, with what signs for them
 */
export async function fillKeys(count: number, wanted: number): Promise<Record<BenchKind, BenchKey[]>> {
  const kept: Record<BenchKind, BenchKey[]> = { hmac: [], ed25519: [] }
  const circumstances = { seed: 1, now: clock.now(), passwordHash: 'none' }
  const client = await databasePool().connect()
  try {
    let writing = Promise.resolve()
    for (let made = 0, customers = 0; made < count; ) {
      const batch = emptyBatch()
      const [keys, secrets]: [Cell[][], Cell[][]] = [[], []]
      for (const end = customers + customersTogether; customers < end && made < count; customers += 1) {
        await turn()
        const { id: customerId } = makeCustomer(batch, customers, circumstances)
        for (let slot = 1; slot <= policy().maxActiveKeys && made < count; slot += 1) {
          const { kind, row, secretRow, key } = makeKey(made, customerId, slot)
          keys.push(row)
          secrets.push(secretRow)
          if (kept[kind].length < wanted) kept[kind].push(key)
          made += 1
        }
      }
      // While these rows are being sent, the next ones are made.
      await writing
      writing = write(batch, [rowsOf('api_key', keys), rowsOf('api_key_secret', secrets)])
      writing.catch(() => {})
    }
    await writing
    await client.query('UPDATE customer SET suspended_at = NULL WHERE suspended_at IS NOT NULL')
    await client.query('VACUUM (ANALYZE) customer, api_key, api_key_secret')
  } finally {
    client.release()
  }
  if (kept.hmac.length < wanted || kept.ed25519.length < wanted)
    throw new RangeError(`of ${count} keys fewer than ${wanted} are of each kind`)
  return kept

  async function write(batch: Batch, tables: Rows[]): Promise<void> {
    await writeBatch(client, batch)
    for (const rows of tables) await copyRows(client, rows)
  }
}

function rowsOf(table: keyof typeof columns, rows: Cell[][]): Rows {
  return { table, columns: columns[table], rows }
}

function makeKey(number: number, customerId: string, slot: number) {
  const kind: BenchKind = number % pairsEvery === 0 ? 'ed25519' : 'hmac'
  const pair = kind === 'ed25519' ? generateKeyPairSync('ed25519') : null
  const spki = pair?.publicKey.export({ type: 'spki', format: 'der' }).toString('base64') ?? null
  const [id, accessKey] = [newId(), newAccessKey()]
  const { secret, proof } = makeProof(kind, { id, customerId }, spki)
  const proven = secret ?? pair?.privateKey
  if (!proven) throw new Error('a key without a secret')
  const named = [id, customerId, accessKey, 'Bench', 'binance', kind]
  const limited = [['orders.read', 'orders.trade'], 'only', ['203.0.113.0/24'], 'between']
  const row: Cell[] = [...named, ...limited, validFrom, validBefore, 'active', slot]
  const secretRow: Cell[] = [id, proof.sealed, proof.publicKey, proof.secretHash]
  return { kind, row, secretRow, key: { accessKey, secret: proven } satisfies BenchKey }
}
