/**
 * The other side of `bench:verify`: better-auth's API-key plugin on the same PostgreSQL, asked over HTTP whether a key
 * is good. Nothing is signed: the key itself is sent. Its limit of requests is set so high that none is refused.
 */
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { apiKey } from '@better-auth/api-key'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import pg from 'pg'

const pool = new pg.Pool({
  connectionString: process.env.DATABASE_URL,
  max: 10,
  // A schema of its own beside the product's tables.
  options: '-c search_path=peer',
})
await pool.query('CREATE SCHEMA IF NOT EXISTS peer')
const options = {
  database: pool,
  secret: process.env.AUTH_SECRET,
  baseURL: 'http://localhost:3000',
  emailAndPassword: { enabled: true },
  telemetry: { enabled: false },
  plugins: [apiKey({ rateLimit: { enabled: true, timeWindow: 60_000, maxRequests: 1_000_000 } })],
}
const { runMigrations } = await getMigrations(options)
await runMigrations()
const auth = betterAuth(options)
const { adapter } = await auth.$context
const user = { email: 'bench@example.com', name: 'User', emailVerified: true }
const { id: userId } = await adapter.create({ model: 'user', data: user })
const keys = []
for (let made = 0; made < Number(process.env.BENCH_KEYS); made++)
  keys.push((await auth.api.createApiKey({ body: { userId, name: `Key ${made}` } })).key)

const server = createServer(async (request, response) => {
  const { key } = JSON.parse(await text(request))
  const { valid } = await auth.api.verifyApiKey({ body: { key } })
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ valid }))
}).listen(0, '127.0.0.1', () => process.send({ port: server.address().port, keys }))
process.on('disconnect', () => process.exit())
