import { createHash, randomBytes } from 'node:crypto'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { newId } from '@/lib/db/new-id'
import { sqlTransaction } from '@/lib/db/sql-transaction'
import { newAccessKey } from '@/lib/keys/credentials'
import { insertKey } from '@/lib/keys/insert-key'
import { makeProof } from '@/lib/keys/make-proof'
import { newSessionToken, sessionTokenHash } from '@/lib/sessions/session-token'
import { giveCertificate } from '@/test/certificate'
import { type TestCustomer, testCustomer } from '@/test/customer'

/** A key in use. */
export type SigningKey = {
  id: string
  accessKey: string
  secret: string
  /** From where it is used: one for each, so that no address fails too often. */
  ip: string
  /** What its requests need; the reading of orders when left out. */
  permission?: string
}

/** With an API session that was opened with it and a certificate. */
export type UsedKey = SigningKey & { token: string; certificate: { id: string; der: Buffer } }

export const keyName = 'Rebalancer'

/** A new customer with two keys. */
export async function customerWithKeys(): Promise<{ customer: TestCustomer; keys: [UsedKey, UsedKey] }> {
  const customer = await testCustomer()
  return { customer, keys: await giveUsedKeys(customer) }
}

/**
 * Two keys of a customer, put into the database: what nobody has asked for needs no announcing. Each has a session,
 * over a certificate of its own.
 * @param firstEnded whether the last day of the first key is over
 */
export async function giveUsedKeys(
  customer: TestCustomer,
  { firstEnded = false } = {},
): Promise<[UsedKey, UsedKey]> {
  const give = async (slot: number, validBefore: Date | null) =>
    giveSession(customer, await giveUsedKey(customer, slot, validBefore))
  const ended = firstEnded ? addSeconds(clock.now(), -3600) : null
  return [await give(1, ended), await give(2, null)]
}

/** An active key in a customer's slot. @param validBefore the end of its last day; null for none */
export async function giveUsedKey(
  { customerId }: { customerId: string },
  slot: number,
  validBefore: Date | null = null,
): Promise<SigningKey> {
  const id = newId()
  const { secret, proof } = makeProof('hmac', { id, customerId }, null)
  const accessKey = newAccessKey()
  await sqlTransaction((tx) =>
    insertKey(
      tx,
      {
        ...{ id, customerId, accessKey, name: keyName, dialect: 'signet', kind: 'hmac', environment: 'live' },
        ...{ passphraseHash: null, permissions: ['market.read', 'orders.read'], addresses: [], slot },
        ...{ validFrom: null, validBefore, createdAt: clock.now() },
      },
      proof,
    ),
  )
  return { id, accessKey, secret: secret ?? '', ip: `10.${randomBytes(3).join('.')}` }
}

/** A certificate is known by its bytes: any will do. */
async function giveSession({ customerId }: TestCustomer, key: SigningKey): Promise<UsedKey> {
  const der = randomBytes(64)
  const thumbprint = createHash('sha256').update(der).digest()
  const certificateId = await giveCertificate(customerId, { fingerprint: thumbprint })
  const token = newSessionToken()
  await database().apiSession.create({
    data: {
      ...{ customerId, apiKeyId: key.id, certificateId, thumbprint },
      ...{ tokenHash: sessionTokenHash(token), address: '192.0.2.1', userAgent: 'campaign' },
      expiresAt: addSeconds(clock.now(), 86_400),
    },
  })
  return { ...key, token, certificate: { id: certificateId, der } }
}
