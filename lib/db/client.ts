import 'server-only'
import { PrismaPg } from '@prisma/adapter-pg'
import { env } from '@/lib/env'
import { Prisma, PrismaClient } from './generated/client'

export type Tx = Prisma.TransactionClient
export { Prisma }

const globals = globalThis as { signetDatabase?: PrismaClient }

/** The process's database client; one pool, kept across hot reloads. */
export function database(): PrismaClient {
  globals.signetDatabase ??= new PrismaClient({
    // The longer formats print a statement's arguments.
    errorFormat: 'minimal',
    adapter: new PrismaPg({
      connectionString: env().DATABASE_URL,
      max: env().DATABASE_POOL,
      // The adapter writes instants without a zone and drops it when it reads.
      options: '-c TimeZone=UTC',
    }),
  })
  return globals.signetDatabase
}

/** Runs `work` in one transaction; everything it wrote is undone when it throws. */
export function transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return database().$transaction(work, { maxWait: 10_000, timeout: 15_000 })
}
