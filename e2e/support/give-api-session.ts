import { randomBytes, randomUUID } from 'node:crypto'
import type { TestCustomer } from '@/test/customer'
import { sql } from './sql'

type Of = { certificate: string; key?: string }
type Values = { address?: string; userAgent?: string; endedReason?: string }

/** Puts an API session of a customer into the database, live unless it has a reason for its end. @returns its id */
export async function giveApiSession(
  { customerId }: Pick<TestCustomer, 'customerId'>,
  { certificate, key }: Of,
  { address = '203.0.113.7', userAgent = 'python-requests/2.32.3', endedReason }: Values = {},
): Promise<string> {
  const id = randomUUID()
  await sql(
    `INSERT INTO api_session (id, customer_id, api_key_id, certificate_id, thumbprint, token_hash, address, user_agent,
       expires_at, ended_at, ended_reason)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now() + interval '1 day', CASE WHEN $9::text IS NOT NULL THEN now() END, $9)`,
    [
      ...[id, customerId, key ?? null, certificate, randomBytes(32), randomBytes(32)],
      ...[address, userAgent, endedReason ?? null],
    ],
  )
  return id
}
