import { randomUUID } from 'node:crypto'
import type { CustomerActor } from '@/lib/access/actor'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { findByNationalId } from '@/lib/identity/find-by-national-id'
import { parseLoginId } from '@/lib/identity/parse-login-id'
import { startSession } from '@/lib/identity/start-session'
import { StartError } from '@/lib/start-error'

const meta = { address: '127.0.0.1', userAgent: 'npm run demo:key' }

/**
 * A session of a customer of the demo's, like one of a browser.
 * @throws AppError `id_malformed`
 * @throws StartError when nobody has this ID
 */
export async function signIn(typedId: string): Promise<CustomerActor> {
  const customer = await findByNationalId(database(), parseLoginId(typedId))
  if (!customer) throw new StartError(`There is no customer with the ID ${typedId} in this demo.`)
  const customerId = customer.id
  const session = { customerId, ...meta, factors: ['password'] }
  const { id: sessionId } = await transaction((tx) => startSession(tx, session))
  return { kind: 'customer', customerId, sessionId, requestId: randomUUID(), ...meta }
}
