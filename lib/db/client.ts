import 'server-only'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { Prisma, PrismaClient } from './generated/client'

export type Tx = Prisma.TransactionClient
export { Prisma }

/** What statements written out in SQL need: a `Tx`, the client itself, or what `sqlTransaction` gives. */
export type SqlTx = {
  /** The rows. */
  $queryRaw<T>(statement: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<T>
  /** How many rows it wrote. */
  $executeRaw(statement: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<number>
}

type Database = { pool: pg.Pool; client: PrismaClient }

const globals = globalThis as { signetDatabase?: Database | undefined }

/** In milliseconds. `maxWait`: for a connection; `timeout`: for the work. */
export const transactionLimits = { maxWait: 10_000, timeout: 15_000 }

/** One pool in a process, kept across hot reloads; the model client and `sqlTransaction` share it. */
function opened(): Database {
  if (globals.signetDatabase) return globals.signetDatabase
  const pool = new pg.Pool({
    connectionString: env().DATABASE_URL,
    max: env().DATABASE_POOL,
    // The adapter writes instants without a zone and drops it when it reads.
    options: '-c TimeZone=UTC',
  })
  // Without a listener, losing a connection that nobody uses would end the process.
  pool.on('error', (error) => log.warn({ error }, 'idle database connection lost'))
  // The longer formats print a statement's arguments.
  const client = new PrismaClient({ errorFormat: 'minimal', adapter: new PrismaPg(pool) })
  globals.signetDatabase = { pool, client }
  return globals.signetDatabase
}

/** The process's database client. */
export const database = (): PrismaClient => opened().client

/** The connections below it. */
export const databasePool = (): pg.Pool => opened().pool

/** Ends every connection; whoever asks next gets new ones. */
export async function closeDatabase(): Promise<void> {
  if (!globals.signetDatabase) return
  const { pool, client } = globals.signetDatabase
  globals.signetDatabase = undefined
  await client.$disconnect()
  await pool.end()
}
