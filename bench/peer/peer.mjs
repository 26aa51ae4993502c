/**
 * The other side of `bench:create`: better-auth's API-key plugin on the same PostgreSQL. Called on the server for a
 * known user, as its documentation shows it, so that it looks no session up: neither does our operation.
 */
import { apiKey } from '@better-auth/api-key'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import pg from 'pg'
import { serve } from '../support/measure.ts'

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
  plugins: [apiKey()],
}
const { runMigrations } = await getMigrations(options)
await runMigrations()
const auth = betterAuth(options)

const keysEach = 25
let users = 0

serve(async (count) => {
  const { adapter } = await auth.$context
  const ids = []
  for (let made = 0; made < Math.ceil(count / keysEach); made++) {
    const email = `user${users++}@example.com`
    ids.push((await adapter.create({ model: 'user', data: { email, name: 'User', emailVerified: true } })).id)
  }
  return Array.from({ length: count }, (_, made) => () => {
    const userId = ids[made % ids.length]
    const expiresIn = 300 * 86_400
    return auth.api.createApiKey({
      body: { userId, name: `Key ${made}`, expiresIn, permissions: { market: ['read'] } },
    })
  })
}, pg)
