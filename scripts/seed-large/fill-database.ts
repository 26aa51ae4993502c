import { setImmediate as turn } from 'node:timers/promises'
import type pg from 'pg'
import type { SealedContent } from '@/lib/audit/canonical-event'
import { appendHead } from '@/lib/audit/head-file'
import { clock } from '@/lib/clock'
import { databasePool } from '@/lib/db/client'
import { demoPassword } from '@/lib/identity/demo-customers'
import { hashPassword } from '@/lib/identity/password-hash'
import { blindIndexCandidates } from '@/lib/vault/blind-index'
import { certificateMaker } from './make-certificates'
import { accountIdOf, type Circumstances, makeCustomer } from './make-customer'
import { makeEvents, makeSearch } from './make-events'
import { makeKeys } from './make-keys'
import { type MadeStaff, writeStaff } from './make-staff'
import { makeTraces } from './make-traces'
import { makeUsage } from './make-usage'
import { nationalIdOf } from './national-ids'
import { Random } from './random'
import { keyShares } from './shares'
import { type Batch, emptyBatch, writeBatch } from './tables'
import { writeSealedEvents } from './write-sealed-events'

export type Size = { customers: number; keys: number; staff: number; seed: number }
/** How many rows were written. */
export type Filled = { customers: number; keys: number; certificates: number; events: number }

/** Customers of one transaction. */
const together = 1000
/** Customers after whom the rows before them get their turn to be sent. */
const breath = 20
const searchesEach = 0.1

/**
 * Fills a database with made-up customers and everything that they would leave behind in a year. Those who are
 * there already, by seed and number, are left as they are: it can be stopped and run again.
 * @param say told how far it is
 */
export async function fillDatabase(
  { customers, keys, staff: staffCount, seed }: Size,
  say: (line: string) => void,
): Promise<Filled> {
  const client = await databasePool().connect()
  try {
    const circumstances = { seed, now: clock.now(), passwordHash: await hashPassword(demoPassword) }
    const staff = await writeStaff(client, seed, staffCount)
    const makeCertificates = await certificateMaker()
    const shares = keyShares(seed, customers, keys)
    const filled: Filled = { customers: 0, keys: 0, certificates: 0, events: 0 }
    let writing = Promise.resolve()
    for (let from = 0; from < customers; from += together) {
      const to = Math.min(from + together, customers)
      const missing = await whoIsMissing(seed, from, to)
      if (missing.length === 0) continue
      const made = { batch: emptyBatch(), events: [] as SealedContent[] }
      for (const [place, number] of missing.entries()) {
        if (place % breath === 0) await turn()
        const customer = makeCustomer(made.batch, number, circumstances)
        const keys = makeKeys(made.batch, shares[number] ?? 0, customer, circumstances)
        makeUsage(made.batch, keys, customer, circumstances)
        const belongings = {
          keys,
          certificates: await makeCertificates(made.batch, customer, circumstances),
          codes: makeTraces(made.batch, customer, circumstances),
        }
        made.events.push(...makeEvents(customer, belongings, staff, circumstances))
      }
      made.events.push(...makeSearches(missing.length, staff, from, circumstances))
      filled.customers += missing.length
      filled.keys += made.batch.api_key.length
      filled.certificates += made.batch.certificate.length
      filled.events += made.events.length
      // While these rows are being sent, the next ones are made.
      await writing
      writing = write(client, made, circumstances.now)
      writing.catch(() => {})
      say(`  ${to} customers, ${filled.keys} keys, ${filled.events} events`)
    }
    await writing
    // Also so that the first queries don't meet rows that nobody has looked at since.
    if (filled.customers > 0) await client.query('VACUUM (ANALYZE)')
    return filled
  } finally {
    client.release()
  }
}

/** Numbers that neither this seed nor anybody else has made a customer of. */
async function whoIsMissing(seed: number, from: number, to: number): Promise<number[]> {
  const numbers = Array.from({ length: to - from }, (_, at) => from + at)
  const { rows: known } = await databasePool().query<{ account_id: string }>(
    'SELECT account_id FROM customer WHERE account_id = ANY($1)',
    [numbers.map((number) => accountIdOf(seed, number))],
  )
  const accounts = new Set(known.map(({ account_id }) => account_id))
  const absent = numbers.filter((number) => !accounts.has(accountIdOf(seed, number)))
  const indexes = absent.map((number) => blindIndexCandidates(nationalIdOf(seed, number).nationalId))
  const { rows: taken } = await databasePool().query<{ index: Buffer }>(
    'SELECT national_id_index AS index FROM customer WHERE national_id_index = ANY($1)',
    [indexes.flat()],
  )
  const ids = new Set(taken.map(({ index }) => index.toString('hex')))
  return absent.filter((_, at) => !indexes[at]?.some((index) => ids.has(index.toString('hex'))))
}

function makeSearches(
  customers: number,
  staff: MadeStaff[],
  from: number,
  { seed, now }: Circumstances,
): SealedContent[] {
  const random = new Random(`${seed} searches ${from}`)
  return Array.from({ length: Math.ceil(customers * searchesEach) }, (_, number) =>
    makeSearch(staff[number % staff.length] as MadeStaff, random, now),
  )
}

async function write(
  client: pg.ClientBase,
  { batch, events }: { batch: Batch; events: SealedContent[] },
  at: Date,
): Promise<void> {
  await client.query('BEGIN; SET LOCAL synchronous_commit = off')
  try {
    await writeBatch(client, batch)
    const head = await writeSealedEvents(client, events, at)
    await client.query('COMMIT')
    if (head) await appendHead(head)
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  }
}
