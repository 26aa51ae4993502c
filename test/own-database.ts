import { randomBytes } from 'node:crypto'
import { afterAll, inject } from 'vitest'
import { closeDatabase } from '@/lib/db/client'
import { databaseUrl } from './database-url'
import { onServer } from './on-server'

/** Before each integration test file: an empty, migrated database that no other file sees. */
const { server, template } = inject('testDatabase')
const name = `${template}_${randomBytes(4).toString('hex')}`
await onServer(server, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`))
process.env.DATABASE_URL = databaseUrl(server, name)

afterAll(async () => {
  await closeDatabase()
  await onServer(server, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`))
})
