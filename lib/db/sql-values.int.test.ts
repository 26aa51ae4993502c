import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { database, Prisma, type SqlTx } from './client'
import { sqlTransaction } from './sql-transaction'
import { transaction } from './transaction'

const zone = process.env.TZ
const summer = new Date('2026-07-01T15:59:59.999Z')
const bytes = Uint8Array.from([0, 1, 127, 128, 254, 255])

/** One value of every type that the schema has, and what must come back. */
const values = {
  instant: summer,
  // New York has this hour twice.
  first: new Date('2026-11-01T05:30:00.001Z'),
  second: new Date('2026-11-01T06:30:00.001Z'),
  // The last day that a key can have ends here, east and west.
  last: new Date('3000-01-01T05:00:00Z'),
  bytes,
  middle: bytes.subarray(2, 4),
  empty: new Uint8Array(),
  text: 'a \'quoted\' "text" \\ with $1, :2, ?, 繁體 and {braces}',
  list: ['', 'NULL', 'a,b', '"', '\\', '{}', '繁體', '2001:db8::/32'],
  none: [] as string[],
  yes: true,
  no: false,
  small: 7,
  whole: -2_147_483_648,
  large: 9_007_199_254_740_993n,
  json: { text: 'a "b" \\u0000', list: ['x'], number: 1.5, flag: true, nothing: null },
  id: '0199f0d4-5a7c-7cc1-8000-000000000001',
  channel: 'email',
  nothing: null,
}
type Values = typeof values

async function write(tx: SqlTx): Promise<void> {
  const v = values
  await tx.$executeRaw`
    INSERT INTO sample VALUES (${v.instant}, ${v.first}, ${v.second}, ${v.last}, ${Buffer.from(v.bytes)}, ${v.middle},
      ${v.empty}, ${v.text}, ${v.list}::text[], ${v.none}::text[], ${v.yes}, ${v.no}, ${v.small}, ${v.whole},
      ${v.large}, ${JSON.stringify(v.json)}::jsonb, ${v.id}::uuid, ${v.channel}::channel, ${v.nothing})`
}

/** Byte arrays alike, whichever class they have. */
async function read(tx: SqlTx): Promise<Values | undefined> {
  const [row] = await tx.$queryRaw<Values[]>`SELECT * FROM sample`
  const plain = (found: Uint8Array) => Uint8Array.from(found)
  return row && { ...row, bytes: plain(row.bytes), middle: plain(row.middle), empty: plain(row.empty) }
}

beforeAll(async () => {
  await database().$executeRaw`
    CREATE TABLE sample (instant timestamptz(3), first timestamptz(3), second timestamptz(3), last timestamptz(3),
      bytes bytea, middle bytea, empty bytea, text text, list text[], none text[], yes boolean, no boolean,
      small smallint, whole integer, large bigint, json jsonb, id uuid, channel channel, nothing timestamptz(3))`
})
afterEach(async () => {
  if (zone === undefined) delete process.env.TZ
  else process.env.TZ = zone
  await database().$executeRaw`TRUNCATE sample`
})

describe.each([
  ['UTC', 0],
  ['Asia/Taipei', -480],
  ['America/New_York', 240],
])('where the process runs in %s', (name, offset) => {
  const ways = { model: transaction, sql: sqlTransaction }
  type Way = keyof typeof ways

  test.each<[Way, Way]>([
    ['model', 'model'],
    ['model', 'sql'],
    ['sql', 'model'],
    ['sql', 'sql'],
  ])('a value written by %s comes back by %s', async (writer, reader) => {
    process.env.TZ = name
    expect(summer.getTimezoneOffset()).toBe(offset)
    await ways[writer](write)
    expect(await ways[reader](read)).toEqual(values)
  })

  test('a value and a fragment mean the same in a condition', async () => {
    process.env.TZ = name
    await transaction(write)
    const find = async (tx: SqlTx) => {
      const near = Prisma.sql`instant >= ${summer} AND instant <= ${summer} AND last > ${values.second}`
      return tx.$queryRaw<{ found: bigint; slots: number[]; nobody: string[] | null }[]>(Prisma.sql`
        SELECT count(*) AS found, array_agg(small) AS slots, array_agg(text) FILTER (WHERE no) AS nobody FROM sample
        WHERE ${near} AND bytes = ${bytes} AND text IN (${Prisma.join(['other', values.text])})
          AND yes = ${true} AND whole < ${1} AND list = ${values.list}::text[]`)
    }
    const found = [{ found: 1n, slots: [7], nobody: null }]
    expect(await transaction(find)).toEqual(found)
    expect(await sqlTransaction(find)).toEqual(found)
  })
})
